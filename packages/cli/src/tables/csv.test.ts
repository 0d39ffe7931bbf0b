import { expect, test } from 'vitest';
import { csv, neutralised } from './csv.ts';

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1'])(
  'a spreadsheet runs no formula from %j',
  (text) => {
    expect(neutralised(text)).toBe(`'${text}`);
  },
);

test('a number stays a number, also below 0, and other texts stay as they are', async () => {
  expect(
    await csv(
      ['a', 'b'],
      [
        [-5, 'x, y'],
        [1, '=2'],
      ],
    ),
  ).toBe(`a,b\n-5,"x, y"\n1,'=2\n`);
});
