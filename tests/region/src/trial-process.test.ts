import { dayNumber, isoDay } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, duePeriods, type ReleasePlan } from '@waylight/disclosure-control';
import { EXAMPLE_MONTHS, exampleMonths } from '@waylight/trial/example-months';
import { expect, it } from 'vitest';
import { planWithoutYears } from './trial-process.ts';
import { SHORT_EXAMPLE_MONTHS } from './trial-region.ts';

/** Two years, of which the second is a leap year. */
const [FIRST_DAY, LAST_DAY] = [dayNumber(2027, 1, 1), dayNumber(2028, 12, 31)];

/** Days on which an example of this number of months is not as tests expect it. */
function daysWithout(months: number, isUsual: (firstMonth: string, today: number) => boolean): string[] {
  const days = Array.from({ length: LAST_DAY - FIRST_DAY + 1 }, (_, n) => FIRST_DAY + n);
  return days.filter((today) => !isUsual(exampleMonths(today, months).firstMonth, today)).map(isoDay);
}

/** Ids of the closed periods of one length, such as quarters. */
const closedPeriods = (plan: ReleasePlan, length: string, today: number): string[] => [
  ...new Set(
    duePeriods(plan, today, new Set())
      .filter(({ table }) => table.period === length)
      .map(({ period }) => period),
  ),
];

it('the example of a test has no yearly table on any day', () => {
  const hasNone = (from: string, today: number) =>
    closedPeriods(planWithoutYears(from), 'year', today).length === 0;
  expect(daysWithout(EXAMPLE_MONTHS, hasNone)).toEqual([]);
});

it('a short example has two closed quarters on every day', () => {
  const hasTwo = (from: string, today: number) =>
    closedPeriods({ ...DEFAULT_RELEASE_PLAN, from }, 'quarter', today).length >= 2;
  expect(daysWithout(SHORT_EXAMPLE_MONTHS, hasTwo)).toEqual([]);
});
