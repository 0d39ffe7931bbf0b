import { expect, test } from 'vitest';
import { csv, csvRows, neutraliseFormula } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])(
  '%j gets an apostrophe, so that it is not run as a formula',
  (text) => {
    expect(neutraliseFormula(text)).toBe(`'${text}`);
  },
);

test('numbers, also negative ones, and harmless texts stay unchanged', () => {
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

test('an undefined cell is empty, and a heading is neutralised too', () => {
  expect(csvRows([['=a'], ['x', undefined, 2]])).toBe(`'=a\nx,,2\n`);
});
