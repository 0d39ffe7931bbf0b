import { CsvError, parse } from 'csv-parse/sync';
import { type Table, type TableFormat, type TableProblem, tableOf } from './table.ts';

/** Reads CSV text. Rows are numbered as a spreadsheet shows them, so a quoted line break makes no new row. */
export function parseCsv(text: string, format: TableFormat): Table | TableProblem {
  const delimiter = format.delimiter ?? detectDelimiter(text, format.headerRow);
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
    });
    const rows = records.map((record, index) => ({
      number: index + 1,
      cells: record.map((cell) => ({ text: cell, isDate: false })),
    }));
    return tableOf(rows, format.headerRow);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return {
      problem: `not readable as CSV: ${error.message}`,
      hints: [
        `fields were taken as separated by "${delimiter}"; a mapping's file › delimiter says otherwise`,
      ],
    };
  }
}

/** The one that the header has more of outside quotes. */
function detectDelimiter(text: string, headerRow: number): ',' | ';' | '\t' {
  const header = text.split(/\r\n|\n|\r/, headerRow)[headerRow - 1] ?? '';
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = ([';', '\t', ','] as const).map((mark) => [mark, bare.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] >= best[1] ? next : best))[0];
}
