import { expect, it } from 'vitest';
import type { Answer } from '../../api/schemas.ts';
import { clearlyLargest } from '../../model/clearly-largest.ts';
import { roundedCell } from '../../model/grid.ts';
import type { Locale } from '../../text/locale.tsx';
import { possibleShare, shareGrid } from './response-grids.ts';

const LOCALE = {
  t: (id: string, values: object = {}) => [id, ...Object.values(values)].join(' '),
  number: String,
} as unknown as Locale;

const answer = (by: readonly string[], cells: Answer['cells']): Answer =>
  ({ by, cells, k: 5, asOf: 'a.2026-Q3.partners' }) as unknown as Answer;

it('a share is as wide as both roundings allow, and never beyond 0 and 100 per cent', () => {
  expect(possibleShare({ min: 61, max: 69 }, { min: 126, max: 134 })).toEqual({ from: 45, to: 55 });
  expect(possibleShare({ min: -4, max: 4 }, { min: 6, max: 14 })).toEqual({ from: 0, to: 67 });
  expect(possibleShare({ min: 6, max: 14 }, { min: 6, max: 14 })).toEqual({ from: 42, to: 100 });
  expect(possibleShare({ min: 0, max: 4 }, { min: 0, max: 4 })).toBeUndefined();
});

it('shares have the whole region first, then each country that has a number of its own', () => {
  const period = '2026-Q3';
  const grid = shareGrid(
    {
      region: answer(['period'], [{ period, value: 200 }]),
      regionServices: answer(['period', 'service'], [{ period, service: 'none', value: 100 }]),
      countries: answer(
        ['period', 'country'],
        [
          { period, country: 'RS', value: 130, silent: 'own' },
          { period, country: 'ME', value: 10 },
        ],
      ),
      countryServices: answer(
        ['period', 'country', 'service'],
        [
          { period, country: 'RS', service: 'none', value: 65 },
          { period, country: 'RS', service: 'food', value: 65 },
          { period, country: 'not-broken-down', service: 'none', value: 10 },
        ],
      ),
    },
    'Shares',
    LOCALE,
  );
  expect(grid.rows.map(({ heads: [head], cells }) => [head?.id, ...cells])).toMatchObject([
    ['TOTAL', { min: 47, max: 54 }],
    ['RS', { min: 45, max: 55, silent: 'own', text: 'quality.percents 45 55' }],
  ]);
});

it('a quarter without a share stays a column, so that an older one is never taken for the newest', () => {
  const cells = [
    { period: '2026-Q2', country: 'RS', service: 'none', value: 65 },
    { period: '2026-Q3', country: 'RS', service: 'food', value: 65 },
  ];
  const countries = ['2026-Q2', '2026-Q3'].map((period) => ({ period, country: 'RS', value: 130 }));
  const grid = shareGrid(
    {
      region: answer(['period'], []),
      regionServices: answer(['period', 'service'], []),
      countries: answer(['period', 'country'], countries),
      countryServices: answer(['period', 'country', 'service'], cells),
    },
    'Shares',
    LOCALE,
  );
  expect(grid.columns.map(({ id }) => id)).toEqual(['2026-Q3', '2026-Q2']);
  expect(grid.rows.at(-1)?.cells.map(({ kind }) => kind)).toEqual(['none', 'number']);
});

it('the largest is named only if no other may be larger', () => {
  const row = (id: string, value: number) => ({ heads: [{ id }], cells: [roundedCell(value, 5)] });
  expect(clearlyLargest([row('a', 20), row('b', 10)])?.id).toBe('a');
  expect(clearlyLargest([row('a', 20), row('b', 15)])).toBeUndefined();
});
