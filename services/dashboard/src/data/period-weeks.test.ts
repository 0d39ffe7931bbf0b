import { type PeriodKind, releasePeriodDays, releasePeriodOf } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byWeeks, weeksIn } from './period-weeks.ts';

const kind = fc.constantFrom<PeriodKind[]>('week', 'month', 'quarter', 'year');
/** From 1970 to 2079. */
const day = fc.integer({ min: 0, max: 40_000 });

describe('the weeks of a period of release', () => {
  it('are as many as releases are made of', () => {
    fc.assert(
      fc.property(kind, day, (kind, day) => {
        const id = releasePeriodOf(kind, day);
        const { fromDay, toDay } = releasePeriodDays(kind, id);
        expect(weeksIn(id)).toBe((toDay - fromDay + 1) / 7);
      }),
    );
  });

  it('are 4 or 5 of a month, 12 to 14 of a quarter, 52 or 53 of a year', () => {
    expect(['2026-09', '2026-10', '2027-Q1', '2026-Q3', '2026-Q4', '2025', '2026'].map(weeksIn)).toEqual([
      ...[4, 5],
      ...[12, 13, 14],
      ...[52, 53],
    ]);
  });

  it('are not known of what is no period of release', () => {
    for (const id of ['2026-?', '2026-03-?', 'spring', '2026-13']) expect(weeksIn(id)).toBeUndefined();
  });

  it('put periods together that are equally long, the longest first and each once', () => {
    expect(byWeeks(['2026-08', '2026-09', '2026-10', '2026-09', '2026-11'])).toEqual([
      { weeks: 5, periods: ['2026-10'] },
      { weeks: 4, periods: ['2026-08', '2026-09', '2026-11'] },
    ]);
    expect(byWeeks(['2026-08', '2026-09'])).toHaveLength(1);
    expect(byWeeks([])).toEqual([]);
  });
});
