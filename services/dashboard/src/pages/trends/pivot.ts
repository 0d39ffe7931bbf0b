import type { Answer, Cell } from '../../data/schemas.ts';
import { PERIOD, type Placing, type Sorting } from './trends-view.ts';

/** A table of released numbers: each is one that was drawn, none is a sum of others. */
export type Pivot = {
  readonly rows: readonly string[];
  /** The one empty code where nothing stands across. */
  readonly columns: readonly string[];
  /** The released number; undefined where none was given, which is not 0. */
  readonly valueAt: (row: string, column: string) => number | undefined;
  /** The cell of the answer that has it. */
  readonly cellAt: (row: string, column: string) => Cell | undefined;
};

export type Chosen = {
  readonly placing: Placing;
  readonly only: string | undefined;
  readonly periods: readonly string[];
  readonly kept: Readonly<Record<string, readonly string[]>>;
  /** The codes of each dimension in the order in which they are read. */
  readonly order: (dimension: string) => readonly string[];
};

const SEPARATOR = '\u0000';

/** Lays the cells of an answer out, of the codes that are kept and of one code of the dimension that stands nowhere. */
export function pivotOf(cells: Answer['cells'], { placing, only, periods, kept, order }: Chosen): Pivot {
  const { rows, columns, third } = placing;
  const laid = new Map<string, Cell>();
  const found = { rows: new Set<string>(), columns: new Set<string>() };
  const isKept = (dimension: string, code: string): boolean =>
    dimension === PERIOD ? periods.includes(code) : (kept[dimension]?.includes(code) ?? true);
  for (const cell of cells) {
    if (third !== undefined && String(cell[third]) !== only) continue;
    const row = String(cell[rows]);
    const column = columns === undefined ? '' : String(cell[columns]);
    if (!isKept(rows, row) || (columns !== undefined && !isKept(columns, column))) continue;
    found.rows.add(row);
    found.columns.add(column);
    laid.set(`${row}${SEPARATOR}${column}`, cell);
  }
  const cellAt = (row: string, column: string) => laid.get(`${row}${SEPARATOR}${column}`);
  return {
    rows: inOrder(found.rows, rows, order, periods),
    columns: columns === undefined ? [''] : inOrder(found.columns, columns, order, periods),
    valueAt: (row, column) => {
      const cell = cellAt(row, column);
      return cell && Number(cell.value);
    },
    cellAt,
  };
}

function inOrder(
  codes: ReadonlySet<string>,
  dimension: string,
  order: Chosen['order'],
  periods: readonly string[],
): readonly string[] {
  const known = dimension === PERIOD ? periods : order(dimension);
  // What a plan of today does not name, as a code of an older one, comes last.
  return [
    ...known.filter((code) => codes.has(code)),
    ...[...codes].filter((code) => !known.includes(code)).sort(),
  ];
}

/** Rows by their number in a column; those without it last, and equal ones as they stood. */
export function sortedRows(
  { rows, columns, valueAt }: Pivot,
  sorting: Sorting | undefined,
): readonly string[] {
  if (sorting === undefined || !columns.includes(sorting.column)) return rows;
  const sign = sorting.order === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [one, other] = [valueAt(a, sorting.column), valueAt(b, sorting.column)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    return sign * (one - other);
  });
}

/** What another press of a column's heading does: the largest first, the smallest first, then as the table has them. */
export function nextSorting(sorting: Sorting | undefined, column: string): Sorting | undefined {
  if (sorting?.column !== column) return { column, order: 'descending' };
  return sorting.order === 'descending' ? { column, order: 'ascending' } : undefined;
}

/** How many of the numbers that are shown are 0 or the smallest that is not: of those rounding says least. */
export function smallShare(
  { rows, columns, valueAt }: Omit<Pivot, 'cellAt'>,
  base: number,
): { readonly small: number; readonly of: number } {
  const values = rows.flatMap((row) => columns.flatMap((column) => valueAt(row, column) ?? []));
  return { small: values.filter((value) => Math.abs(value) <= base).length, of: values.length };
}

export const isMostlySmall = ({ small, of }: ReturnType<typeof smallShare>): boolean => small * 2 > of;
