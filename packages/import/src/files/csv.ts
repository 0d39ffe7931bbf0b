import { CsvError, parse } from 'csv-parse/sync';
import {
  createTable,
  MAX_CELLS,
  MAX_COLUMNS,
  MAX_ROWS,
  type Table,
  type TableFormat,
  type TableProblem,
  type TableRow,
} from './table.ts';

/** Maximum length of a row, longer than any row that can be coded. It stops an unclosed quote before the end of the file. */
const MAX_ROW_BYTES = 1024 * 1024;

/** Thrown to stop reading a text that exceeds a limit. */
class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** Parses CSV text. Rows are numbered as in a spreadsheet: a quoted line break starts no new row. */
export function parseCsv(text: string, format: TableFormat): Table | TableProblem {
  const delimiter = format.delimiter ?? detectDelimiter(text, format.headerRow);
  const rows: TableRow[] = [];
  let number = 0;
  let cells = 0;
  let width: number | undefined;
  let uneven = 0;
  try {
    parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MAX_ROW_BYTES,
      // Rows are collected here instead of by the parser, to save memory.
      on_record: (record: string[]) => {
        number += 1;
        cells += record.length;
        if (cells > MAX_CELLS) throw new TooLargeError(`more than ${MAX_CELLS} cells`);
        width ??= record.length;
        // The parser creates an error with a stack for each such row, which takes a minute for a file of empty lines.
        if (record.length !== width && ++uneven > MAX_ROWS)
          throw new TooLargeError(`more than ${MAX_ROWS} rows with more or fewer cells than the first`);
        if (number === format.headerRow || record.some((cell) => cell.trim() !== ''))
          rows.push({ number, cells: record.map((cell) => ({ text: cell, isDate: false })) });
        return null;
      },
    });
  } catch (error) {
    if (error instanceof TooLargeError)
      return { problem: error.message, hints: ['split the file and import its parts'] };
    if (!(error instanceof CsvError)) throw error;
    return {
      problem: `not readable as CSV: ${REASONS[error.code] ?? 'a row cannot be read'} (row ${number + 1})`,
      hints: [
        `the delimiter was taken to be ${JSON.stringify(delimiter)}; to change it, set file › delimiter in a mapping`,
      ],
    };
  }
  return createTable(rows, format.headerRow, { exact: true });
}

/** Messages for errors of the parser, whose own messages may quote the file. */
const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_MAX_RECORD_SIZE: 'a row is longer than 1 MB, or a quote is not closed',
  INVALID_OPENING_QUOTE: 'there is a quote in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'there is text after a closing quote',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'there is text after a closing quote',
};

/** The delimiter that occurs most in the header, outside quotes. */
function detectDelimiter(text: string, headerRow: number): ',' | ';' | '\t' {
  const header = lineAt(text, headerRow).slice(0, MAX_COLUMNS * 200);
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = ([';', '\t', ','] as const).map((mark) => [mark, bare.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] >= best[1] ? next : best))[0];
}

/** Returns one line of the text, without splitting the whole text. */
function lineAt(text: string, row: number): string {
  const ends = /\r\n|\n|\r/g;
  let from = 0;
  for (let n = 1; ; n++) {
    const end = ends.exec(text);
    if (n === row || end === null) return n === row ? text.slice(from, end?.index) : '';
    from = ends.lastIndex;
  }
}
