import {
  dayOfInstant,
  type PeriodKind,
  periodDays,
  periodKindOf,
  periodOf as periodOfDay,
} from '@waylight/calendar';

/** How far back a choice of periods goes: about five years, two of weeks, ten of years. */
const MOST: Readonly<Record<PeriodKind, number>> = { week: 105, month: 61, quarter: 21, year: 10 };

/** Those that can be chosen, the newest first. */
export function recentPeriods(length: PeriodKind, nowMs: number): readonly string[] {
  const periods: string[] = [];
  for (let day = dayOfInstant(nowMs); periods.length < MOST[length]; ) {
    const id = periodOfDay(length, day);
    periods.push(id);
    day = periodDays(length, id).fromDay - 1;
  }
  return periods;
}

/** The period that an address names, where it is one of this length. */
export const periodOf = (length: PeriodKind, asked: string | undefined): string | undefined =>
  asked !== undefined && periodKindOf(asked) === length ? asked : undefined;
