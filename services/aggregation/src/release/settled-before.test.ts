import { dayNumber, isoDay, periodDays } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, duePeriods } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frozenPeriodId } from './frozen-period.ts';
import { settledBefore } from './settled-before.ts';

const plan = { ...DEFAULT_RELEASE_PLAN, from: '2023-01' };
const today = dayNumber(2026, 11, 26);
const due = duePeriods(plan, today, new Set());
const none: ReadonlySet<string> = new Set();
const idsOf = (periods: typeof due) => new Set(periods.map(({ releaseId }) => releaseId));
const frozenOf = (periods: typeof due) =>
  new Set(periods.map(({ period, closesOn }) => frozenPeriodId(period, closesOn)));
const isYear = ({ period }: (typeof due)[number]) => /^\d{4}$/.test(period);

describe('the day before which everything is settled', () => {
  it('is the first day of the current year if all due periods are released or frozen', () => {
    expect(isoDay(settledBefore(plan, today, idsOf(due), none))).toBe('2026-01-01');
    expect(isoDay(settledBefore(plan, today, none, frozenOf(due)))).toBe('2026-01-01');
    const [years, others] = [due.filter(isYear), due.filter((one) => !isYear(one))];
    expect(isoDay(settledBefore(plan, today, idsOf(years), frozenOf(others)))).toBe('2026-01-01');
  });

  it('is the first day of the plan if nothing was released', () => {
    expect(settledBefore(plan, today, none, none)).toBe(Math.min(...due.map(firstDay)));
  });

  it('is at most the first day of each due period that is neither released nor frozen', () => {
    fc.assert(
      fc.property(
        fc.subarray(due),
        fc.subarray(due),
        fc.integer({ min: -3_000, max: 3_000 }),
        (a, b, off) => {
          const [published, frozen] = [idsOf(a), frozenOf(b)];
          const day = settledBefore(plan, today + off, published, frozen);
          const left = duePeriods(plan, today, published).filter(
            (one) => !frozen.has([...frozenOf([one])][0] ?? ''),
          );
          for (const one of left.filter(({ closesOn }) => closesOn < today + off + 800))
            expect(day).toBeLessThanOrEqual(firstDay(one));
          expect(day).toBeLessThanOrEqual(today + off);
        },
      ),
    );
  });
});

function firstDay({ table, period }: (typeof due)[number]): number {
  return periodDays(table.period, period).fromDay;
}
