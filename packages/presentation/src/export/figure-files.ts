import { csvRows, type FileCell, neutraliseFormula } from './csv.ts';
import type { FigureNote, FigureTable } from './figure-table.ts';
import { type TidyOptions, tidyTable } from './tidy-table.ts';

/** Byte order mark. Without it, spreadsheets do not detect UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Formats a table as CSV: one row for each note (name, text), an empty row, the heading, the rows. */
export function figureCsv(notes: readonly FigureNote[], table: FigureTable, options: TidyOptions): string {
  const { titles, rows } = tidyTable(table, options);
  return BYTE_ORDER_MARK + csvRows(withNotes(notes, [titles, ...rows]));
}

/** Formats a table as CSV with a row of HXL hashtags below the heading. HXL allows notes above the hashtags. */
export function figureHxl(notes: readonly FigureNote[], table: FigureTable, options: TidyOptions): string {
  const { titles, hashtags, rows } = tidyTable(table, options);
  return BYTE_ORDER_MARK + csvRows(withNotes(notes, [titles, hashtags, ...rows]));
}

/**
 * Returns a table as rows of a sheet. Texts that could be formulas are neutralised, because a sheet may later be edited or saved
 * as CSV.
 */
export function sheetRows(
  notes: readonly FigureNote[],
  table: FigureTable,
  options: TidyOptions,
): readonly (readonly FileCell[])[] {
  const { titles, rows } = tidyTable(table, options);
  return withNotes(notes, [titles, ...rows]).map((row) =>
    row.map((cell) => (typeof cell === 'string' ? neutraliseFormula(cell) : cell)),
  );
}

function withNotes(
  notes: readonly FigureNote[],
  rows: readonly (readonly FileCell[])[],
): readonly (readonly FileCell[])[] {
  return [...notes.map(({ name, text }) => [name, text]), [''], ...rows];
}
