import { zipSync } from 'fflate';
import { Parser } from 'saxen';
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS, type TableProblem } from './table.ts';
import { UnpackError, type UnpackedFiles, unpack } from './unzip.ts';

/** What the parts of a workbook that are text may unpack to: read, it takes some ten times as much memory. */
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;
const MAX_SHEETS = 100;

/**
 * What a reader of workbooks may be given: a few kilobytes can unpack to gigabytes, and one cell in the far corner can
 * stand for millions of blank ones, because the reader makes the whole grid. The archive is unpacked once, every part is
 * parsed as XML, and what is answered is a new archive of just those parts: the reader sees nothing else.
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
    if (row > MAX_ROWS + 100) return tooLarge(`has a cell in row ${row}, and ${MAX_ROWS} rows are the most`);
    if (column > MAX_COLUMNS)
      return tooLarge(`has a cell in column ${column}, and ${MAX_COLUMNS} columns are the most`);
    cells += row * column;
  }
  if (cells > MAX_CELLS)
    return tooLarge(`has ${cells} cells from the first to the last, and ${MAX_CELLS} are the most`);
  return zipSync(Object.fromEntries(parts), { level: 0 });
}

/** The last row and column that any cell of a part names, in whatever namespace, and how many sheets it lists. */
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
        // What is no number is an error of the file, and the reader must never see it.
        if (!/^\d{1,9}$/.test(digits) || !/^[A-Za-z]{0,5}$/.test(letters))
          throw new Error('no cell is named so');
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
  hints: ['delete what lies outside the table, or save the sheet as CSV in UTF-8'],
});
