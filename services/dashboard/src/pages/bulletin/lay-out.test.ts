import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layOut, presentationsOf, sheetsOf } from './lay-out.ts';

const DIMENSIONS = ['period', 'country', 'typeGroup'];
const answer = fc.subarray(DIMENSIONS).chain((by) =>
  fc
    .uniqueArray(
      fc.record({
        period: fc.constantFrom('2026-09', '2026-10'),
        country: fc.constantFrom('RS', 'XK'),
        typeGroup: fc.constantFrom('border', 'death'),
      }),
      {
        selector: (cell) => by.map((name) => cell[name as keyof typeof cell]).join(),
      },
    )
    .map((cells) => ({
      by,
      cells: cells.map((cell, n) => ({
        ...Object.fromEntries(by.map((name) => [name, cell[name as keyof typeof cell]])),
        value: n * 5,
      })),
    })),
);

it('every number of an answer is in the table once, and nothing else', () => {
  fc.assert(
    fc.property(answer, ({ by, cells }) => {
      const { rows, columns, valueAt } = layOut({ by, cells });
      const shown = rows.flatMap(({ key }) => columns.flatMap((column) => valueAt(key, column) ?? []));
      expect(shown.toSorted((a, b) => a - b)).toEqual(cells.map(({ value }) => value));
    }),
  );
});

it('a single period is no column of the table', () => {
  const cells = [{ period: '2026-10', country: 'RS', value: 5 }];
  expect(layOut({ by: ['period', 'country'], cells })).toMatchObject({
    rowDimensions: ['country'],
    columnDimension: undefined,
  });
});

it('presentations fit the dimensions', () => {
  expect(presentationsOf(['period'])).toContain('line');
  expect(presentationsOf(['country'])).toContain('map');
  expect(presentationsOf(['typeGroup'])).toEqual(['bars', 'table']);
  for (const by of [[], ['country', 'typeGroup']]) expect(presentationsOf(by)).toEqual(['table']);
});

it('the dimension with the fewest codes forms the columns, and a table too wide for paper continues below', () => {
  const cells = ['a', 'b', 'c'].map((type) => ({ country: 'RS', type, value: 5 }));
  expect(layOut({ by: ['country', 'type'], cells })).toMatchObject({
    rowDimensions: ['type'],
    columnDimension: 'country',
  });
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), (columns) => {
      const sheets = sheetsOf(columns);
      expect(sheets.flat()).toEqual(columns);
      expect(Math.max(...sheets.map((sheet) => sheet.length))).toBeLessThanOrEqual(7);
    }),
  );
});
