/** A cell as it was read. A spreadsheet's date is one; a text that looks like a date is a text. */
export type Cell = { readonly text: string; readonly isDate: boolean };

export type TableRow = {
  /** As a spreadsheet numbers it: the first row of the file is 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
};

/** A table with a header. Rows that are blank in every cell are left out. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows of which nobody can say which cell belongs to which column, in order. */
  readonly misshapen: readonly MisshapenRow[];
};

export type MisshapenRow = { readonly row: number; readonly reason: string };

export type TableFormat = {
  readonly encoding?: string;
  readonly delimiter?: ',' | ';' | '\t';
  readonly sheet?: string;
  readonly headerRow: number;
};

/** What a table can't be read for, in words for its owner. */
export type TableProblem = { readonly problem: string; readonly hints: readonly string[] };

export const MAX_ROWS = 200_000;
export const MAX_COLUMNS = 500;
export const MAX_CELLS = 4_000_000;
export const MAX_BYTES = 100 * 1024 * 1024;
/** As much as a spreadsheet lets a cell hold. */
const MAX_CELL_LENGTH = 32_767;

export const BLANK: Cell = { text: '', isDate: false };

/**
 * The table below its header. `exact`: every row must have as many cells as the header, because a row that has more or
 * fewer may have a separator too many or too few inside, with all cells after it shifted.
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
      problem: `row ${headerRow} names ${columns.length} columns, and ${MAX_COLUMNS} are the most`,
      hints: [],
    };
  const filled = rows.filter(
    ({ number, cells }) => number > headerRow && cells.some(({ text }) => text.trim() !== ''),
  );
  if (filled.length > MAX_ROWS)
    return { problem: `more than ${MAX_ROWS} rows`, hints: ['split the file and import its parts'] };
  const kept: TableRow[] = [];
  const misshapen: MisshapenRow[] = [];
  for (const row of filled) {
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
  return `it has ${cells.length} cells, and the header names ${columns} columns: a separator inside a cell must be within quotes`;
}
