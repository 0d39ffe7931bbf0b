import {
  type DuePeriod,
  duePeriods,
  type ReleasePlan,
  releasePeriodDays,
} from '@waylight/disclosure-control';
import { frozenPeriodId } from './frozen-period.ts';

/** Periods that hold `today` close within this: a year and ten weeks, and some. */
const AHEAD_DAYS = 800;

/**
 * The first day that a release which is still to be made may count: in a period that was neither released nor frozen. Whatever lies before
 * counts in numbers that are fixed already, whether they were published, wait for it or were withheld. Pure. `today` is in days since
 * 1970-01-01; a clock that is wrong makes it no later.
 */
export function settledBefore(
  plan: ReleasePlan,
  today: number,
  published: ReadonlySet<string>,
  frozen: ReadonlySet<string>,
): number {
  const open = duePeriods(plan, today + AHEAD_DAYS, published).filter(
    ({ period, closesOn }) => !frozen.has(frozenPeriodId(period, closesOn)),
  );
  return Math.min(today, ...open.map(firstDayOf));
}

function firstDayOf({ table, period }: DuePeriod): number {
  return releasePeriodDays(table.period, period).fromDay;
}
