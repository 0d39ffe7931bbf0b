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

/** A sheet. Its cells are built on demand, because a file may list one sheet many times. */
export type Sheet = { readonly name: string; readonly rows: () => readonly (readonly Cell[])[] };

const NOT_READABLE: TableProblem = {
  problem: 'not readable as XLSX',
  hints: ['save it again as XLSX, or as CSV in UTF-8'],
};

/** Reads all sheets of an XLSX file, including hidden ones. */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[] | TableProblem> {
  try {
    const checked = sanitiseWorkbook(bytes);
    if ('problem' in checked) return checked;
    const sheets = await readWorkbook(Buffer.from(checked), { trim: false });
    // For a sheet that is listed but missing, the reader returns undefined rows, contrary to its types.
    if (!sheets.every(({ data }) => Array.isArray(data))) return NOT_READABLE;
    return sheets.map(({ sheet, data }) => ({
      name: sheet,
      rows: () => data.map((row) => row.map(cellOf)),
    }));
  } catch {
    // Errors of the reader may quote the file.
    return NOT_READABLE;
  }
}

const MAX_NAMED_SHEETS = 20;

export function readSheetTable(sheets: readonly Sheet[], format: TableFormat): Table | TableProblem {
  const sheet = findSheet(sheets, format);
  if (sheet === undefined) {
    const names = sheets.slice(0, MAX_NAMED_SHEETS).map(({ name }) => name);
    return {
      problem: `there is no sheet ${format.sheet ?? ''}`,
      hints: [`the file has ${names.join(', ')}`],
    };
  }
  const rows = sheet.rows();
  // A text that many cells share is stored once in the file, but takes memory in every cell.
  let left = MAX_BYTES;
  for (const cells of rows) for (const { text } of cells) left -= text.length;
  if (left < 0)
    return { problem: 'the sheet has more than 100 MB of text', hints: ['split it and import its parts'] };
  return createTable(
    rows.map((cells, index) => ({ number: index + 1, cells })),
    format.headerRow,
  );
}

const findSheet = (sheets: readonly Sheet[], format: TableFormat): Sheet | undefined =>
  format.sheet === undefined ? sheets[0] : sheets.find(({ name }) => name === format.sheet);

/** Names of the sheets that are not read, without those that belong to a template. */
export function listUnreadSheets(sheets: readonly Sheet[], format: TableFormat): readonly string[] {
  const read = findSheet(sheets, format);
  return sheets
    .filter((sheet) => sheet !== read && format.ownSheets?.includes(sheet.name) !== true)
    .map(({ name }) => name);
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return BLANK;
  if (value instanceof Date) return { text: dateText(value), isDate: true };
  return { text: String(value), isDate: false };
}

/** A spreadsheet's date has no zone; the reader returns UTC. The time of day is dropped. */
function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
