import type { PRESENTATIONS } from '../../api/bulletin-schemas.ts';
import type { Answer } from '../../api/schemas.ts';

/** An answer as a printed table: columns by the dimension with the fewest codes, rows by the others. Nothing in it is a sum. */
export type LaidOut = {
  readonly rowDimensions: readonly string[];
  readonly columnDimension: string | undefined;
  readonly rows: readonly { readonly key: string; readonly codes: readonly string[] }[];
  /** The one empty code where only one dimension, or none, is told apart. */
  readonly columns: readonly string[];
  /** Undefined where no number was given, which is not 0. */
  readonly valueAt: (row: string, column: string) => number | undefined;
};

export type Presentation = (typeof PRESENTATIONS)[number];

const SEPARATOR = '\u0000';

export function layOut({ by, cells }: Pick<Answer, 'by' | 'cells'>): LaidOut {
  // A dimension with a single code says nothing in a table: the caption has the period.
  const told = by.filter((name) => name !== 'period' || new Set(cells.map(({ period }) => period)).size > 1);
  const codesOf = (name: string): number => new Set(cells.map((cell) => cell[name])).size;
  // Paper has more room down than across: what has the fewest codes stands across.
  const fewestLast = [...told].sort((a, b) => codesOf(b) - codesOf(a));
  const columnDimension = told.length > 1 ? fewestLast.at(-1) : undefined;
  const rowDimensions = told.filter((name) => name !== columnDimension);
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

/** As many columns as a sheet of paper has room for; a table with more goes on below. */
const MOST_COLUMNS = 7;

/** The columns of one table, or of several that stand below each other, as even as can be. */
export function sheetsOf(columns: readonly string[]): readonly (readonly string[])[] {
  const sheets = Math.max(1, Math.ceil(columns.length / MOST_COLUMNS));
  const each = Math.ceil(columns.length / sheets);
  return Array.from({ length: sheets }, (_, n) => columns.slice(n * each, (n + 1) * each));
}

/** How numbers by these dimensions can be drawn; a table always. */
export function presentationsOf(by: readonly string[]): readonly Presentation[] {
  const [only, ...rest] = by;
  if (only === undefined || rest.length > 0) return ['table'];
  if (only === 'period') return ['line', 'table'];
  return only === 'country' ? ['bars', 'map', 'table'] : ['bars', 'table'];
}
