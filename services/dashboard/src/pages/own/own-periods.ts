import {
  dayOfInstant,
  type PeriodKind,
  periodDays,
  periodKindOf,
  periodOf as periodOfDay,
} from '@waylight/calendar';

/** Number of periods to choose from: about five years, two of weeks, ten of years. */
const MOST: Readonly<Record<PeriodKind, number>> = { week: 105, month: 61, quarter: 21, year: 10 };

/** Possible periods, newest first. */
export function recentPeriods(length: PeriodKind, nowMs: number): readonly string[] {
  const periods: string[] = [];
  for (let day = dayOfInstant(nowMs); periods.length < MOST[length]; ) {
    const id = periodOfDay(length, day);
    periods.push(id);
    day = periodDays(length, id).fromDay - 1;
  }
  return periods;
}

/** The period of the URL, if it has this length. */
export const periodOf = (length: PeriodKind, asked: string | undefined): string | undefined =>
  asked !== undefined && periodKindOf(asked) === length ? asked : undefined;
