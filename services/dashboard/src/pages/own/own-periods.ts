import { dayOfInstant, daysOf, isoMonth, isoQuarter, isoWeek, isoYear } from '@waylight/calendar';
import { parsePeriod } from '../../language/format.ts';
import type { OwnLength } from './own-command.ts';

/** The period of each length that a day lies in, by its id. */
const PERIODS: Readonly<Record<OwnLength, (day: number) => string>> = {
  week: isoWeek,
  month: isoMonth,
  quarter: isoQuarter,
  year: isoYear,
};

/** How far back a choice of periods goes: about five years, two of weeks, ten of years. */
const MOST: Readonly<Record<OwnLength, number>> = { week: 105, month: 61, quarter: 21, year: 10 };

/** Those that can be chosen, the newest first. */
export function recentPeriods(length: OwnLength, nowMs: number): readonly string[] {
  const periods: string[] = [];
  for (let day: number | undefined = dayOfInstant(nowMs); day !== undefined; ) {
    if (periods.length === MOST[length]) break;
    const id = PERIODS[length](day);
    periods.push(id);
    const first = daysOf(id)?.from;
    day = first === undefined ? undefined : first - 1;
  }
  return periods;
}

/** The period that an address names, where it is one of this length. */
export const periodOf = (length: OwnLength, asked: string | undefined): string | undefined =>
  asked !== undefined && parsePeriod(asked)?.kind === length && daysOf(asked) !== undefined
    ? asked
    : undefined;
