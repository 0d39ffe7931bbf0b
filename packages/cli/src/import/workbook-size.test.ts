import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { workbookProblem } from './workbook-size.ts';
import { readSheets } from './xlsx.ts';

const workbook = (cells: string, more: Record<string, Uint8Array> = {}) =>
  zipSync({
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${cells}</sheetData></worksheet>`),
    ...more,
  });
const cell = (reference: string) =>
  `<row r="${/\d+/.exec(reference)?.[0]}"><c s="1" r="${reference}"><v>1</v></c></row>`;

describe('a workbook that is to be read', () => {
  it('may be as large as a table of ours', () => {
    expect(workbookProblem(workbook(cell('A1') + cell('CV200000')))).toBeUndefined();
  });

  it('is refused for one cell in a far corner, before a grid is made of it', async () => {
    expect(workbookProblem(workbook(cell('A1048576')))?.problem).toMatch(/row 1048576/);
    expect(workbookProblem(workbook(cell('XFD1')))?.problem).toMatch(/column 16384/);
    expect(await readSheets(workbook(cell('XFD1048576')))).toMatchObject({
      problem: expect.stringMatching(/has a cell/),
    });
  });

  it('is refused where it unpacks to far more than it weighs, without unpacking it', () => {
    const bomb = workbook('', { 'xl/media/zeros': new Uint8Array(80 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(workbookProblem(bomb)?.problem).toMatch(/unpacks to more than 60 MiB/);
  });
});
