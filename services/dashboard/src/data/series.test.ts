import { expect, it } from 'vitest';
import type { Answer } from './schemas.ts';
import { monthBefore, periodsOf, regionSeries, seriesBy, sinceYearBefore } from './series.ts';

const answer = (cells: Answer['cells'], by = ['period', 'country']): Answer => ({
  layer: 'reports',
  unit: 'incidents',
  by,
  asOf: 'a',
  cells,
  explain: {
    ...{ unit: '', source: '', rounding: '', method: '', attribution: [], footnotes: [] },
    sentences: { unit: [], source: [], rounding: [], method: [] },
  },
});

it('an answer by period and country is one line for each country, without the periods that were not released', () => {
  const lines = seriesBy(
    answer([
      { period: '2026-09', country: 'RS', value: 10 },
      { period: '2026-09', country: 'XK', value: 0 },
      { period: '2026-10', country: 'XK', value: 5 },
    ]),
    'country',
  );
  expect(lines).toMatchObject([
    { subject: { kind: 'country', code: 'RS' }, values: new Map([['2026-09', 10]]) },
    {
      subject: { kind: 'country', code: 'XK' },
      values: new Map([
        ['2026-09', 0],
        ['2026-10', 5],
      ]),
    },
  ]);
  expect(periodsOf(lines)).toEqual(['2026-09', '2026-10']);
  expect(regionSeries(answer([{ period: '2026', value: 5 }], ['period'])).values.get('2026')).toBe(5);
});

it('the cells of a cross are never taken for a line, nor added up to one', () => {
  const cells = [{ period: '2026-Q3', country: 'RS', typeGroup: 'border', value: 10 }];
  const cross = answer(cells, ['period', 'country', 'typeGroup']);
  expect(() => seriesBy(cross, 'typeGroup')).toThrow(RangeError);
  expect(() => regionSeries(cross)).toThrow(RangeError);
});

it('the month before goes over the turn of a year', () => {
  expect([monthBefore('2026-10', 1), monthBefore('2026-01', 1), monthBefore('2026-03', 12)]).toEqual([
    '2026-09',
    '2025-12',
    '2025-03',
  ]);
  expect(monthBefore('2026-01', 13)).toBe('2024-12');
  expect(sinceYearBefore('2026-01')).toEqual({ from: '2025-01', to: '2026-01' });
});
