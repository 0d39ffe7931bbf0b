import { zipSync } from 'fflate';
import { Parser } from 'saxen';
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS, type TableProblem } from './table.ts';
import { UnpackError, type UnpackedFiles, unpack } from './unzip.ts';

/** Limit of the unpacked XML of a workbook. Reading it takes about ten times as much memory. */
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;
const MAX_SHEETS = 100;

/**
 * Makes a workbook safe for the XLSX reader. A few kilobytes can unpack to gigabytes, and one cell in a far corner creates
 * millions of blank ones, because the reader builds the whole grid. The archive is unpacked once, every part is parsed as
 * XML, and the result is a new archive of those parts only.
 */
export function sanitiseWorkbook(bytes: Uint8Array): Uint8Array | TableProblem {
  let parts: UnpackedFiles;
  try {
    parts = unpack(bytes, (name) => name.endsWith('.xml') || name.endsWith('.rels'), MAX_UNPACKED_BYTES);
  } catch (error) {
    if (error instanceof UnpackError && error.code === 'too-large')
      return tooLarge(`unpacks to more than ${MAX_UNPACKED_BYTES / 1024 / 1024} MiB`);
    throw error;
  }
  let cells = 0;
  for (const [name, part] of parts) {
    const { row, column, sheets } = extentOf(new TextDecoder().decode(part));
    if (name === 'xl/workbook.xml' && sheets > MAX_SHEETS)
      return tooLarge(`has more than ${MAX_SHEETS} sheets`);
    if (row > MAX_ROWS + 100) return tooLarge(`has a cell in row ${row}; the limit is ${MAX_ROWS} rows`);
    if (column > MAX_COLUMNS)
      return tooLarge(`has a cell in column ${column}; the limit is ${MAX_COLUMNS} columns`);
    cells += row * column;
  }
  if (cells > MAX_CELLS)
    return tooLarge(`has ${cells} cells from the first to the last; the limit is ${MAX_CELLS}`);
  return zipSync(Object.fromEntries(parts), { level: 0 });
}

/** The last row and column of any cell of a part, in every namespace, and the number of its sheets. */
function extentOf(xml: string): { row: number; column: number; sheets: number } {
  const extent = { row: 0, column: 0, sheets: 0 };
  new Parser()
    .on('openTag', (name, attributes, decode) => {
      const element = localName(name);
      if (element === 'sheet') extent.sheets++;
      if (element !== 'c' && element !== 'row') return;
      for (const [key, value] of Object.entries(attributes())) {
        if (localName(key) !== 'r') continue;
        const [, letters = '', digits = ''] = /^([^\d]*)(.*)$/s.exec(decode(value)) ?? [];
        // The reader must never get an invalid reference.
        if (!/^\d{1,9}$/.test(digits) || !/^[A-Za-z]{0,5}$/.test(letters))
          throw new Error('invalid cell reference');
        extent.row = Math.max(extent.row, Number(digits));
        extent.column = Math.max(extent.column, columnNumber(letters));
      }
    })
    .on('error', (error) => {
      throw error;
    })
    .parse(xml);
  return extent;
}

const localName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

const tooLarge = (what: string): TableProblem => ({
  problem: `the workbook ${what}`,
  hints: ['delete everything outside the table, or save the sheet as CSV in UTF-8'],
});
