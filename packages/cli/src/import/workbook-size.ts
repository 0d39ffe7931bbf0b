import { unzipSync } from 'fflate';
import { MAX_ROWS, type TableProblem } from './table.ts';

/** What a workbook may unpack to, and how wide a sheet may be: a reader of workbooks makes the whole grid in memory. */
const MOST_UNPACKED_BYTES = 60 * 1024 * 1024;
const MOST_COLUMNS = 500;

/**
 * Looks at a workbook before it is read: a few kilobytes can unpack to gigabytes, and one cell in the far corner can
 * stand for millions of blank ones. Answers what is wrong, or undefined.
 */
export function workbookProblem(bytes: Uint8Array): TableProblem | undefined {
  let unpacked = 0;
  // The directory of the archive is read and nothing is unpacked yet.
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unpacked += originalSize;
      return false;
    },
  });
  if (unpacked > MOST_UNPACKED_BYTES)
    return tooLarge(`unpacks to more than ${MOST_UNPACKED_BYTES / 1024 / 1024} MiB`);
  const sheets = unzipSync(bytes, { filter: ({ name }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) });
  for (const sheet of Object.values(sheets)) {
    const { row, column } = farthestCell(new TextDecoder().decode(sheet));
    if (row > MAX_ROWS + 100) return tooLarge(`has a cell in row ${row}, and ${MAX_ROWS} rows are the most`);
    if (column > MOST_COLUMNS)
      return tooLarge(`has a cell in column ${column}, and ${MOST_COLUMNS} columns are the most`);
  }
  return undefined;
}

/** The last row and column that any cell of a sheet names. */
function farthestCell(xml: string): { row: number; column: number } {
  let row = 0;
  let column = 0;
  for (const [, letters = '', digits] of xml.matchAll(/<(?:\w+:)?c\s[^>]*?\br="([A-Za-z]{1,3})(\d{1,7})"/g)) {
    row = Math.max(row, Number(digits));
    column = Math.max(column, columnNumber(letters));
  }
  for (const [, digits] of xml.matchAll(/<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"/g))
    row = Math.max(row, Number(digits));
  return { row, column };
}

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

const tooLarge = (what: string): TableProblem => ({
  problem: `the workbook ${what}`,
  hints: ['delete what lies outside the table, or save the sheet as CSV in UTF-8'],
});
