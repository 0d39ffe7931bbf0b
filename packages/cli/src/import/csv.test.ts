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

  it('may have its header further down, and rows that are shorter', () => {
    const table = parseCsv('Export of 2025\n\nid,a,b\n1,x\n', { headerRow: 3 });
    expect(table).toMatchObject({ columns: ['id', 'a', 'b'], rows: [{ number: 4 }] });
  });

  it('is refused where a row has a cell that no column names, so that none is lost', () => {
    expect(parseCsv('id,a\n1,x\n2,y,z\n', { headerRow: 1 })).toMatchObject({
      problem: 'row 3 has 3 cells, and the header names 2 columns',
    });
    expect(parseCsv('id,a\n1,x,,\n', { headerRow: 1 })).toMatchObject({ rows: [{ number: 2 }] });
  });

  it('that breaks off inside quotes is refused', () => {
    expect(parseCsv('id,a\n1,"x\n', { headerRow: 1 })).toHaveProperty('problem');
  });
});
