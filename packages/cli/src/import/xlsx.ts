import readWorkbook from 'read-excel-file/node';
import { BLANK, type Cell, type Table, type TableFormat, type TableProblem, tableOf } from './table.ts';
import { workbookProblem } from './workbook-size.ts';

export type Sheet = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };

/** Every sheet of an XLSX file, hidden ones too. */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[] | TableProblem> {
  try {
    const problem = workbookProblem(bytes);
    if (problem !== undefined) return problem;
    const sheets = await readWorkbook(Buffer.from(bytes), { trim: false });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) }));
  } catch {
    // What the reader throws may quote the file.
    return { problem: 'not readable as XLSX', hints: ['save it again as XLSX, or as CSV in UTF-8'] };
  }
}

export function tableOfSheet(sheets: readonly Sheet[], format: TableFormat): Table | TableProblem {
  const sheet = format.sheet === undefined ? sheets[0] : sheets.find(({ name }) => name === format.sheet);
  if (sheet === undefined)
    return {
      problem: `there is no sheet ${format.sheet ?? ''}`,
      hints: [`the file has ${sheets.map(({ name }) => name).join(', ')}`],
    };
  return tableOf(
    sheet.rows.map((cells, index) => ({ number: index + 1, cells })),
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
