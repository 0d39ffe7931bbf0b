import { expect, it } from 'vitest';
import { datesOfPeriod } from './period-days.ts';

it('returns the days of a period, or those of its known part', () => {
  expect(['2026', '2026-Q3', '2026-02', '2026-W01', '2026-?', '2026-10-?'].map(datesOfPeriod)).toEqual([
    { start: '2026-01-01', end: '2026-12-31' },
    { start: '2026-07-01', end: '2026-09-30' },
    { start: '2026-02-01', end: '2026-02-28' },
    { start: '2025-12-29', end: '2026-01-04' },
    { start: '2026-01-01', end: '2026-12-31' },
    { start: '2026-10-01', end: '2026-10-31' },
  ]);
});

it('returns undefined for other text', () => {
  expect(['', 'RS', '2026-13', '26', '2025-W53'].map(datesOfPeriod)).toEqual(Array(5).fill(undefined));
});
