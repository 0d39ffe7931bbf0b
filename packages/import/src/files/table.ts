/** A cell. `isDate` is true for a date of the spreadsheet, not for text that looks like one. */
export type Cell = { readonly text: string; readonly isDate: boolean };

export type TableRow = {
  /** The row number as a spreadsheet shows it: the first row of the file is 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
};

/** A table with a header. Blank rows are left out. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows whose cells cannot be assigned to columns, in order. */
  readonly misshapen: readonly MisshapenRow[];
};

export type MisshapenRow = { readonly row: number; readonly reason: string };

export type TableFormat = {
  readonly encoding?: string;
  readonly delimiter?: ',' | ';' | '\t';
  readonly sheet?: string;
  readonly ownSheets?: readonly string[];
  readonly headerRow: number;
};

/** The reason why a table cannot be read. */
export type TableProblem = { readonly problem: string; readonly hints: readonly string[] };

export const MAX_ROWS = 200_000;
export const MAX_COLUMNS = 500;
export const MAX_CELLS = 4_000_000;
export const MAX_BYTES = 100 * 1024 * 1024;
/** Maximum length of a cell in spreadsheets. */
const MAX_CELL_LENGTH = 32_767;

export const BLANK: Cell = { text: '', isDate: false };

/**
 * Builds the table below a header. With `exact`, every row must have as many cells as the header: a missing or additional
 * separator shifts all cells after it.
 */
export function createTable(
  rows: readonly TableRow[],
  headerRow: number,
  { exact = false }: { readonly exact?: boolean } = {},
): Table | TableProblem {
  const header = rows.find(({ number }) => number === headerRow);
  const columns = header?.cells.map(({ text }) => text.trim().replace(/\s+/g, ' ')) ?? [];
  if (columns.every((column) => column === ''))
    return { problem: `row ${headerRow} names no columns`, hints: [] };
  if (columns.length > MAX_COLUMNS)
    return {
      problem: `row ${headerRow} names ${columns.length} columns; the limit is ${MAX_COLUMNS}`,
      hints: [],
    };
  const nonBlank = rows.filter(
    ({ number, cells }) => number > headerRow && cells.some(({ text }) => text.trim() !== ''),
  );
  if (nonBlank.length > MAX_ROWS)
    return { problem: `more than ${MAX_ROWS} rows`, hints: ['split the file and import its parts'] };
  const kept: TableRow[] = [];
  const misshapen: MisshapenRow[] = [];
  for (const row of nonBlank) {
    const reason = shapeProblem(row, columns.length, exact);
    if (reason === undefined) kept.push(row);
    else misshapen.push({ row: row.number, reason });
  }
  return { columns, rows: kept, misshapen };
}

function shapeProblem({ cells }: TableRow, columns: number, exact: boolean): string | undefined {
  if (cells.some(({ text }) => text.length > MAX_CELL_LENGTH))
    return `a cell has more than ${MAX_CELL_LENGTH} characters`;
  const isFilledBeyond = cells.slice(columns).some(({ text }) => text.trim() !== '');
  if (!isFilledBeyond && (!exact || cells.length === columns)) return undefined;
  return `it has ${cells.length} cells, and the header names ${columns} columns: put a separator inside a cell within quotes`;
}
