import { csvRows, type FileCell, neutraliseFormula } from './csv.ts';
import type { FigureNote, FigureTable, FileLabels } from './figure-table.ts';
import { type HxlOptions, hxlRows } from './hxl-rows.ts';
import { wideRows } from './wide-rows.ts';

/** Byte order mark. Without it, spreadsheets do not detect UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Formats a table as CSV: one row for each note (name, text), an empty row, the heading, the rows. */
export function figureCsv(notes: readonly FigureNote[], table: FigureTable, words: FileLabels): string {
  return BYTE_ORDER_MARK + csvRows(withNotes(notes, wideRows(table, words)));
}

/** Formats a table as HXL, see `hxlRows`. HXL allows notes above the hashtags. */
export function figureHxl(notes: readonly FigureNote[], table: FigureTable, options: HxlOptions): string {
  return BYTE_ORDER_MARK + csvRows(withNotes(notes, hxlRows(table, options)));
}

/**
 * Returns a table as rows of a sheet. Texts that could be formulas are neutralised, because a sheet may later be edited or saved
 * as CSV.
 */
export function sheetRows(
  notes: readonly FigureNote[],
  table: FigureTable,
  words: FileLabels,
): readonly (readonly FileCell[])[] {
  return withNotes(notes, wideRows(table, words)).map((row) =>
    row.map((cell) => (typeof cell === 'string' ? neutraliseFormula(cell) : cell)),
  );
}

function withNotes(
  notes: readonly FigureNote[],
  rows: readonly (readonly FileCell[])[],
): readonly (readonly FileCell[])[] {
  return [...notes.map(({ name, text }) => [name, text]), [''], ...rows];
}
