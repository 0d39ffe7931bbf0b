import { csvRows, type FileCell } from './csv.ts';
import type { FigureNote, FigureTable, FileLabels } from './figure-table.ts';
import { type HxlOptions, hxlRows } from './hxl-rows.ts';
import { neutraliseFormula } from './neutralise-formula.ts';
import { wideRows } from './wide-rows.ts';

/** A spreadsheet reads UTF-8 as such only after it. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A table as CSV: what must be said with it first, name and text in a row, an empty row, the heading, the rows. */
export function figureCsv(notes: readonly FigureNote[], table: FigureTable, words: FileLabels): string {
  return BYTE_ORDER_MARK + csvRows(withNotes(notes, wideRows(table, words)));
}

/** The same for programs: see `hxlRows`. What stands above the hashtags HXL leaves to people. */
export function figureHxl(notes: readonly FigureNote[], table: FigureTable, options: HxlOptions): string {
  return BYTE_ORDER_MARK + csvRows(withNotes(notes, hxlRows(table, options)));
}

/** A table as the rows of a sheet, texts neutralised: what is text there now may be edited, or saved as CSV, later. */
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
