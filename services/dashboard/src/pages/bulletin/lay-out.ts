import type { PRESENTATIONS } from '../../api/bulletin-schemas.ts';
import type { Answer } from '../../api/schemas.ts';

/**
 * An answer as a printed table. Its columns are the dimension with the fewest codes, its rows are the others. It contains no
 * sums.
 */
export type LaidOut = {
  readonly rowDimensions: readonly string[];
  readonly columnDimension: string | undefined;
  readonly rows: readonly { readonly key: string; readonly codes: readonly string[] }[];
  /** A single empty code if there is only one dimension or none. */
  readonly columns: readonly string[];
  /** Undefined if the number was not released, which is not 0. */
  readonly valueAt: (row: string, column: string) => number | undefined;
};

export type Presentation = (typeof PRESENTATIONS)[number];

const SEPARATOR = '\u0000';

export function layOut({ by, cells }: Pick<Answer, 'by' | 'cells'>): LaidOut {
  // The period is left out if it is the same in all cells, because the caption names it.
  const dimensions = by.filter(
    (name) => name !== 'period' || new Set(cells.map(({ period }) => period)).size > 1,
  );
  const codesOf = (name: string): number => new Set(cells.map((cell) => cell[name])).size;
  // Paper is higher than wide, so the dimension with the fewest codes forms the columns.
  const fewestLast = [...dimensions].sort((a, b) => codesOf(b) - codesOf(a));
  const columnDimension = dimensions.length > 1 ? fewestLast.at(-1) : undefined;
  const rowDimensions = dimensions.filter((name) => name !== columnDimension);
  const rows = new Map<string, readonly string[]>();
  const columns = new Set<string>();
  const values = new Map<string, number>();
  for (const cell of cells) {
    const codes = rowDimensions.map((name) => String(cell[name]));
    const key = codes.join(SEPARATOR);
    const column = columnDimension === undefined ? '' : String(cell[columnDimension]);
    rows.set(key, codes);
    columns.add(column);
    values.set(`${key}${SEPARATOR}${column}`, Number(cell.value));
  }
  return {
    rowDimensions,
    columnDimension,
    rows: [...rows].map(([key, codes]) => ({ key, codes })),
    columns: [...columns],
    valueAt: (row, column) => values.get(`${row}${SEPARATOR}${column}`),
  };
}

/** Maximum of columns on a sheet of paper. A wider table continues below. */
const MOST_COLUMNS = 7;

/** Divides columns into tables of about equal width, one below the other. */
export function sheetsOf(columns: readonly string[]): readonly (readonly string[])[] {
  const sheets = Math.max(1, Math.ceil(columns.length / MOST_COLUMNS));
  const each = Math.ceil(columns.length / sheets);
  return Array.from({ length: sheets }, (_, n) => columns.slice(n * each, (n + 1) * each));
}

/** Possible presentations of numbers by these dimensions. A table is always possible. */
export function presentationsOf(by: readonly string[]): readonly Presentation[] {
  const [only, ...rest] = by;
  if (only === undefined || rest.length > 0) return ['table'];
  if (only === 'period') return ['line', 'table'];
  return only === 'country' ? ['bars', 'map', 'table'] : ['bars', 'table'];
}
