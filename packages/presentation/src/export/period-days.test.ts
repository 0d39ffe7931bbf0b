import { isoDay } from '@waylight/calendar';
import { releasePeriodDays, releasePeriodOf } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { periodDays } from './period-days.ts';

it('returns the days of a release period', () => {
  const day = fc.integer({ min: 14_000, max: 30_000 });
  fc.assert(
    fc.property(day, fc.constantFrom('week', 'month', 'quarter', 'year'), (one, kind) => {
      const id = releasePeriodOf(kind, one);
      const { fromDay, toDay } = releasePeriodDays(kind, id);
      expect(periodDays(id, 'release')).toEqual({ start: isoDay(fromDay), end: isoDay(toDay) });
    }),
    { numRuns: 1_000 },
  );
  expect(periodDays('2026-10', 'release')).toEqual({ start: '2026-09-28', end: '2026-11-01' });
});

it('returns the calendar days of a calendar period, or the days of its known part', () => {
  const of = (id: string) => periodDays(id, 'calendar');
  expect(['2026', '2026-Q3', '2026-02', '2026-W01', '2026-?', '2026-10-?'].map(of)).toEqual([
    { start: '2026-01-01', end: '2026-12-31' },
    { start: '2026-07-01', end: '2026-09-30' },
    { start: '2026-02-01', end: '2026-02-28' },
    { start: '2025-12-29', end: '2026-01-04' },
    { start: '2026-01-01', end: '2026-12-31' },
    { start: '2026-10-01', end: '2026-10-31' },
  ]);
});

it('returns undefined for other text', () => {
  for (const id of ['', 'RS', '2026-13', '26', '2025-W53'])
    expect([id, periodDays(id, 'release'), periodDays(id, 'calendar')]).toEqual([id, undefined, undefined]);
  expect(periodDays('2026-?', 'release')).toBeUndefined();
});
