import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FigureAnswer } from '../../api/bulletin-schemas.ts';
import { type Grid, numbersOf, rowKey } from '../../model/grid.ts';
import { silenceOf } from '../../model/silence.ts';
import { barParts, figureGrid, presentationsOf, sheetsOf } from './figure-grid.ts';

const gridOf = (by: readonly string[], cells: FigureAnswer['cells']): Grid =>
  figureGrid({ layer: 'reports', asOf: 'a.2026-10.partners', k: 5, by, cells } as unknown as FigureAnswer, {
    t: (id) => id,
  });

const DIMENSIONS = ['period', 'country', 'typeGroup'] as const;
const figure = fc.subarray([...DIMENSIONS]).chain((by) =>
  fc
    .uniqueArray(
      fc.record({
        period: fc.constantFrom('2026-09', '2026-10'),
        country: fc.constantFrom('RS', 'XK'),
        typeGroup: fc.constantFrom('border', 'death'),
      }),
      { selector: (cell) => by.map((name) => cell[name]).join() },
    )
    .map((cells) => ({
      by,
      cells: cells.map((cell, n) => ({
        ...Object.fromEntries(by.map((name) => [name, cell[name]])),
        value: n * 5,
      })),
    })),
);

it('every number of an answer is in the table once, and nothing else', () => {
  fc.assert(
    fc.property(figure, ({ by, cells }) => {
      const shown = numbersOf(gridOf(by, cells)).map(({ value = -1 }) => value);
      expect(shown.toSorted((a, b) => a - b)).toEqual(cells.map(({ value }) => value));
    }),
  );
});

it('a single period is no column of the table, and several are in order', () => {
  const single = gridOf(['period', 'country'], [{ period: '2026-10', country: 'RS', value: 5 }]);
  expect([single.names, single.columns]).toMatchObject([[{ id: 'country' }], [{ id: 'count' }]]);
  const months = ['2026-09', '2026-10'].map((period) => ({ period, value: 5 }));
  expect(gridOf(['period'], months).rows.map(rowKey)).toEqual(['2026-09', '2026-10']);
});

it('presentations fit the dimensions', () => {
  expect(presentationsOf(['period'])).toContain('line');
  expect(presentationsOf(['country'])).toContain('map');
  expect(presentationsOf(['typeGroup'])).toEqual(['bars', 'table']);
  for (const by of [[], ['country', 'typeGroup']]) expect(presentationsOf(by)).toEqual(['table']);
});

it('the dimension with the fewest codes forms the columns, and a table too wide for paper continues below', () => {
  const cells = ['a', 'b', 'c'].map((typeGroup) => ({ country: 'RS', typeGroup, value: 5 }));
  const grid = gridOf(['country', 'typeGroup'], cells);
  expect([grid.names, grid.columns]).toMatchObject([[{ id: 'typeGroup' }], [{ id: 'RS' }]]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), (count) => {
      const columns = Array.from({ length: count }, (_, n) => ({ id: `${n}` }));
      const sheets = sheetsOf({ ...grid, columns, rows: [] });
      expect(sheets.flatMap((sheet) => sheet.columns)).toEqual(columns);
      expect(Math.max(...sheets.map((sheet) => sheet.columns.length))).toBeLessThanOrEqual(7);
    }),
  );
});

it('silence is marked where the figure names its country, border or period, and nowhere else', () => {
  const silentOf = (by: readonly string[], ...cells: readonly Record<string, string>[]) => {
    const grid = gridOf(
      by,
      cells.map((cell) => ({ silent: 'part', ...cell, value: 5 })),
    );
    const silences = numbersOf(grid).map(({ silent }) => silent);
    expect(silenceOf(grid).isMarked).toBe(silences.some((one) => one === 'own' || one === 'part'));
    return silences;
  };
  const countries = [
    { country: 'ME', silent: 'own' },
    { country: 'RS', silent: 'none' },
  ];
  expect(silentOf(['country'], ...countries)).toEqual(['own', 'none']);
  expect(silentOf(['segment'], { segment: 'ME-RS' }, { segment: 'not-at-border' })).toEqual([
    'part',
    undefined,
  ]);
  expect(silentOf(['period'], { period: '2026-09', silent: 'none' }, { period: '2026-10' })).toEqual([
    'none',
    'part',
  ]);
  expect(silentOf(['typeGroup'], { typeGroup: 'border' }, { typeGroup: 'death' })).toEqual([
    undefined,
    undefined,
  ]);
});

it('the tick of a number is at the number, and of one that reads 0–4 never at none', () => {
  expect(barParts({ min: 0, max: 4 }, 100)).toEqual({ certain: 0, upTo: 0.04, middle: 0.02 });
  expect(barParts({ min: 6, max: 14 }, 1)).toEqual({ certain: 6, upTo: 14, middle: 10 });
});
