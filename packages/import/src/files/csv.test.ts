import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.ts';

describe('parseCsv', () => {
  it('takes the delimiter that occurs most in the header', () => {
    expect(parseCsv('a;b;"c,d,e,f"\n1;2;3\n', { headerRow: 1 })).toMatchObject({
      columns: ['a', 'b', 'c,d,e,f'],
    });
    expect(parseCsv('a,b\n1;2,3\n', { headerRow: 1 })).toMatchObject({
      rows: [{ number: 2, cells: [{ text: '1;2' }, { text: '3' }] }],
    });
  });

  it('numbers rows like a spreadsheet', () => {
    const table = parseCsv('id,text\r\n1,"two\nlines"\r\n\r\n3,x\r\n', { headerRow: 1 });
    expect(table).toMatchObject({ rows: [{ number: 2 }, { number: 4 }] });
  });

  it('reads a header below other rows', () => {
    const table = parseCsv('Export of 2025\n\nid,a,b\n1,x,\n', { headerRow: 3 });
    expect(table).toMatchObject({ columns: ['id', 'a', 'b'], rows: [{ number: 4 }] });
  });

  it('refuses rows with more or fewer cells than the header, even blank rows, because cells may have shifted', () => {
    const table = parseCsv('id,a,b\n1,x,y\n2,y,z,w\n3,x\n4,x,y,\n5,x,y\n,,,,\n', { headerRow: 1 });
    expect(table).toMatchObject({
      rows: [{ number: 2 }, { number: 6 }],
      misshapen: [
        { row: 3, reason: expect.stringMatching(/^it has 4 cells, and the header names 3 columns/) },
        { row: 4, reason: expect.stringMatching(/^it has 2 cells/) },
        { row: 5, reason: expect.stringMatching(/^it has 4 cells/) },
      ],
    });
  });

  it('limits cells, columns and row length, with messages that do not quote the file', () => {
    const problems = [
      `id,a\n${','.repeat(900_000)}\n`.repeat(5),
      `${'secret,'.repeat(501)}\n`,
      `id,a\n1,"${'secret'.repeat(300_000)}\n`,
      'id,a\n1,secret"x\n',
    ].map((text) => JSON.stringify(parseCsv(text, { headerRow: 1 })));
    expect(problems).toEqual([
      expect.stringContaining('more than 4000000 cells'),
      expect.stringContaining('names 502 columns'),
      expect.stringContaining('longer than 1 MB'),
      expect.stringContaining('there is a quote in the middle of a cell (row 2)'),
    ]);
    for (const problem of problems) expect(problem).not.toContain('secret');
  });

  it('stops after 200,000 rows with another number of cells than the first row, including blank rows', () => {
    expect(parseCsv(`id,a\n${'\n'.repeat(4_000_000)}`, { headerRow: 1 })).toMatchObject({
      problem: expect.stringContaining('more than 200000 rows with more or fewer cells'),
    });
  });

  it('refuses a row with a cell longer than a spreadsheet allows', () => {
    const table = parseCsv(`id,a\n1,${'x'.repeat(32_768)}\n2,y\n`, { headerRow: 1 });
    expect(table).toMatchObject({ rows: [{ number: 3 }], misshapen: [{ row: 2 }] });
  });

  it('refuses a text that ends inside quotes', () => {
    expect(parseCsv('id,a\n1,"x\n', { headerRow: 1 })).toHaveProperty('problem');
  });
});
