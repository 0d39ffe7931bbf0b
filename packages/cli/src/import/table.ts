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
};

export type TableFormat = {
  readonly encoding?: string;
  readonly delimiter?: ',' | ';' | '\t';
  readonly sheet?: string;
  readonly headerRow: number;
};

/** What a table can't be read for, in words for its owner. */
export type TableProblem = { readonly problem: string; readonly hints: readonly string[] };

export const MAX_ROWS = 200_000;
export const MAX_BYTES = 100 * 1024 * 1024;

export const BLANK: Cell = { text: '', isDate: false };

export function tableOf(rows: readonly TableRow[], headerRow: number): Table | TableProblem {
  const header = rows.find(({ number }) => number === headerRow);
  const columns = header?.cells.map(({ text }) => text.trim().replace(/\s+/g, ' ')) ?? [];
  if (columns.every((column) => column === ''))
    return { problem: `row ${headerRow} names no columns`, hints: [] };
  const filled = rows.filter(
    ({ number, cells }) => number > headerRow && cells.some(({ text }) => text.trim() !== ''),
  );
  if (filled.length > MAX_ROWS)
    return { problem: `more than ${MAX_ROWS} rows`, hints: ['split the file and import its parts'] };
  const ragged = filled.find(({ cells }) =>
    cells.slice(columns.length).some(({ text }) => text.trim() !== ''),
  );
  if (ragged !== undefined)
    return {
      problem: `row ${ragged.number} has ${ragged.cells.length} cells, and the header names ${columns.length} columns`,
      hints: ['a separator inside a cell must be within quotes; a column without a name needs one'],
    };
  return { columns, rows: filled };
}
