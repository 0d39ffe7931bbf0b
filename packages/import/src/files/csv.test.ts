import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv.ts';

describe('a CSV text', () => {
  it('is separated by what its header has more of', () => {
    expect(parseCsv('a;b;"c,d,e,f"\n1;2;3\n', { headerRow: 1 })).toMatchObject({
      columns: ['a', 'b', 'c,d,e,f'],
    });
    expect(parseCsv('a,b\n1;2,3\n', { headerRow: 1 })).toMatchObject({
      rows: [{ number: 2, cells: [{ text: '1;2' }, { text: '3' }] }],
    });
  });

  it('numbers its rows as a spreadsheet does', () => {
    const table = parseCsv('id,text\r\n1,"two\nlines"\r\n\r\n3,x\r\n', { headerRow: 1 });
    expect(table).toMatchObject({ rows: [{ number: 2 }, { number: 4 }] });
  });

  it('may have its header further down', () => {
    const table = parseCsv('Export of 2025\n\nid,a,b\n1,x,\n', { headerRow: 3 });
    expect(table).toMatchObject({ columns: ['id', 'a', 'b'], rows: [{ number: 4 }] });
  });

  it('refuses the rows that have more or fewer cells than the header, blank ones too: cells may have shifted', () => {
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

  it('has no more cells, columns and longer rows than can be coded, and says so without quoting them', () => {
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
      expect.stringContaining('a quote stands in the middle of a cell (row 2)'),
    ]);
    for (const problem of problems) expect(problem).not.toContain('secret');
  });

  it('ends at the first 200,000 rows that are not as wide as the first, blank ones too', () => {
    expect(parseCsv(`id,a\n${'\n'.repeat(4_000_000)}`, { headerRow: 1 })).toMatchObject({
      problem: expect.stringContaining('more than 200000 rows with more or fewer cells'),
    });
  });

  it('refuses a row with a cell longer than a spreadsheet lets it be', () => {
    const table = parseCsv(`id,a\n1,${'x'.repeat(32_768)}\n2,y\n`, { headerRow: 1 });
    expect(table).toMatchObject({ rows: [{ number: 3 }], misshapen: [{ row: 2 }] });
  });

  it('that breaks off inside quotes is refused', () => {
    expect(parseCsv('id,a\n1,"x\n', { headerRow: 1 })).toHaveProperty('problem');
  });
});
