import { dayOfIsoDate, isoDay, nextPeriod, periodDays } from '@waylight/calendar';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_RELEASE_PLAN } from './default-plan.ts';
import { duePeriods, releaseIdOf } from './due-periods.ts';
import { upcomingPeriods } from './upcoming-periods.ts';

const day = (iso: string): number => dayOfIsoDate(iso)!;
const PLAN = { ...DEFAULT_RELEASE_PLAN, from: '2025-11' };

test('returns the next week, month, quarter and year of the shipped plan to close, with all of their tables', () => {
  const upcoming = upcomingPeriods(PLAN, day('2026-11-27'));
  expect(
    upcoming.map(({ period, fromDay, toDay, closesOn, tables }) => [
      ...[period, isoDay(fromDay), isoDay(toDay), isoDay(closesOn)],
      tables.length,
    ]),
  ).toEqual([
    ['2026-W48', '2026-11-23', '2026-11-29', '2026-12-01', 1],
    ['2026-11', '2026-11-01', '2026-11-30', '2026-12-21', 6],
    ['2026-Q4', '2026-10-01', '2026-12-31', '2027-02-11', 21],
    ['2026', '2026-01-01', '2026-12-31', '2027-03-11', 25],
  ]);
  expect(upcoming.flatMap(({ tables }) => tables).length).toBe(PLAN.tables.length);
});

test('each period is due on the day after it closes, not before, and is the first of its kind', () => {
  const days = fc.integer({ min: day('2025-01-01'), max: day('2032-12-31') });
  fc.assert(
    fc.property(days, (today) => {
      // Periods that closed before are released.
      const released = new Set(
        duePeriods(PLAN, today, new Set()).flatMap(({ linkedTables, period }) =>
          linkedTables.map((table) => releaseIdOf(table, period)),
        ),
      );
      for (const { kind, period, closesOn, toDay } of upcomingPeriods(PLAN, today)) {
        const dueOn = (on: number) =>
          duePeriods(PLAN, on, released)
            .filter(({ table }) => table.period === kind)
            .map((one) => one.period);
        expect(closesOn).toBeGreaterThanOrEqual(today);
        expect(dueOn(closesOn)).toEqual([]);
        expect(dueOn(closesOn + 1)).toEqual([period]);
        expect(periodDays(kind, nextPeriod(kind, period)).fromDay).toBe(toDay + 1);
      }
    }),
    { numRuns: 60 },
  );
});

test('before the founding month, returns the first period that is released as a whole', () => {
  expect(upcomingPeriods(PLAN, day('2025-01-01')).map(({ period }) => period)).toEqual([
    '2025-W45',
    '2025-11',
    '2026-Q1',
    '2026',
  ]);
});
