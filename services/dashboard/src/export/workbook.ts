import { type FigureNote, type FigureTable, sheetRows, type TidyOptions } from '@waylight/presentation';
import writeWorkbook, { type Cell } from 'write-excel-file/universal';

/** What Excel takes as the name of a sheet. */
const MOST_NAME = 31;
/** In characters: of the column that names the rows, and of the others. */
const NAME_WIDTH = 28;
const WIDTH = 18;

/** Tables as the bytes of an XLSX file, a sheet for each with all that must be said with it. */
export async function toWorkbook(
  notes: readonly FigureNote[],
  tables: readonly FigureTable[],
  options: TidyOptions,
): Promise<Blob> {
  const sheets = tables.map((table, at) => {
    const rows = sheetRows(notes, table, options);
    const width = Math.max(...rows.map(({ length }) => length));
    return {
      sheet: sheetName(table.title, at),
      data: rows.map((row) =>
        row.map((value): Cell => {
          if (value === undefined) return null;
          return typeof value === 'number' ? { value, type: Number } : { value, type: String };
        }),
      ),
      columns: Array.from({ length: width }, (_, column) => ({ width: column === 0 ? NAME_WIDTH : WIDTH })),
    };
  });
  return writeWorkbook(sheets).toBlob();
}

/** Begins with its number: no two sheets may have one name. */
function sheetName(title: string, at: number): string {
  return `${at + 1} ${title.replace(/[\\/?*[\]:']/g, ' ')}`.slice(0, MOST_NAME).trim();
}
