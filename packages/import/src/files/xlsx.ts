import readWorkbook from 'read-excel-file/node';
import { sanitiseWorkbook } from './sanitise-workbook.ts';
import {
  BLANK,
  type Cell,
  createTable,
  MAX_BYTES,
  type Table,
  type TableFormat,
  type TableProblem,
} from './table.ts';

/** Its cells are made when they are asked for: a file may list one sheet many times. */
export type Sheet = { readonly name: string; readonly rows: () => readonly (readonly Cell[])[] };

const NOT_READABLE: TableProblem = {
  problem: 'not readable as XLSX',
  hints: ['save it again as XLSX, or as CSV in UTF-8'],
};

/** Every sheet of an XLSX file, hidden ones too. */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[] | TableProblem> {
  try {
    const checked = sanitiseWorkbook(bytes);
    if ('problem' in checked) return checked;
    const sheets = await readWorkbook(Buffer.from(checked), { trim: false });
    // Of a sheet that the workbook lists and does not hold it gives no rows, whatever its types say.
    if (!sheets.every(({ data }) => Array.isArray(data))) return NOT_READABLE;
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: () => data.map((row) => row.map(cellOf)),
    }));
  } catch {
    // What the reader throws may quote the file.
    return NOT_READABLE;
  }
}

const MAX_NAMED_SHEETS = 20;

export function readSheetTable(sheets: readonly Sheet[], format: TableFormat): Table | TableProblem {
  const sheet = format.sheet === undefined ? sheets[0] : sheets.find(({ name }) => name === format.sheet);
  if (sheet === undefined) {
    const names = sheets.slice(0, MAX_NAMED_SHEETS).map(({ name }) => name);
    return {
      problem: `there is no sheet ${format.sheet ?? ''}`,
      hints: [`the file has ${names.join(', ')}`],
    };
  }
  const rows = sheet.rows();
  // One text that is shared by many cells takes no room in the file, and all of it in every row.
  let left = MAX_BYTES;
  for (const cells of rows) for (const { text } of cells) left -= text.length;
  if (left < 0)
    return { problem: 'the sheet says more than 100 MB of text', hints: ['split it and import its parts'] };
  return createTable(
    rows.map((cells, index) => ({ number: index + 1, cells })),
    format.headerRow,
  );
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return BLANK;
  if (value instanceof Date) return { text: dateText(value), isDate: true };
  return { text: String(value), isDate: false };
}

/** A spreadsheet's date has no zone; the reader puts it into UTC. A time of day is none of ours and falls away. */
function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
