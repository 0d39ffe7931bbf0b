import { periodDays } from '@waylight/calendar';
import { type DuePeriod, duePeriods, type ReleasePlan } from '@waylight/disclosure-control';
import { frozenPeriodId } from './frozen-period.ts';

/** Upper limit: periods that contain `today` close within a year and ten weeks. */
const AHEAD_DAYS = 800;

/**
 * First day that a future release may count, in a period that is neither released nor frozen. Earlier days
 * count only in numbers that no longer change: published, withheld or waiting to be published. Pure function.
 * `today` is in days since 1970-01-01; the result is never after `today`, even if the clock is wrong.
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
  return periodDays(table.period, period).fromDay;
}
