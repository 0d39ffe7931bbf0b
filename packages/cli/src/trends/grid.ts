import type { AnswerDocument } from '@waylight/trends';

/** Cells by row and column: one dimension has the columns, the others the rows. A missing number is undefined. */
export type Grid = {
  readonly down: readonly string[];
  readonly across: readonly string[];
  readonly rows: readonly {
    readonly ids: readonly string[];
    readonly values: readonly (number | undefined)[];
  }[];
};

export type Cells = AnswerDocument['cells'];

/** `ids` are the columns in their order. There may be columns without cells. */
export function gridOf(cells: Cells, down: readonly string[], across: string, ids: readonly string[]): Grid {
  const position = new Map(ids.map((id, i) => [id, i]));
  const rows = new Map<string, { ids: string[]; values: (number | undefined)[] }>();
  for (const cell of cells) {
    const rowIds = down.map((name) => String(cell[name]));
    const key = rowIds.join('\u0000');
    const row = rows.get(key) ?? { ids: rowIds, values: ids.map(() => undefined) };
    rows.set(key, row);
    const column = position.get(String(cell[across]));
    if (column !== undefined) row.values[column] = Number(cell.value);
  }
  return { down, across: ids, rows: [...rows.values()] };
}

/** The sum of the numbers that exist. Only for exact numbers: rounded numbers must not be added up. */
export function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
