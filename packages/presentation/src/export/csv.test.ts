import { expect, test } from 'vitest';
import { csv, csvRows } from './csv.ts';
import { neutraliseFormula } from './neutralise-formula.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])(
  'a spreadsheet runs no formula from %j',
  (text) => {
    expect(neutraliseFormula(text)).toBe(`'${text}`);
  },
);

test('a number stays a number, also below 0, and other texts stay as they are', () => {
  expect(
    csv(
      ['a', 'b'],
      [
        [-5, 'x, y'],
        [1, '=2'],
      ],
    ),
  ).toBe(`a,b\n-5,"x, y"\n1,'=2\n`);
});

test('what is not there is empty, and a heading is neutralised as well', () => {
  expect(csvRows([['=a'], ['x', undefined, 2]])).toBe(`'=a\nx,,2\n`);
});
