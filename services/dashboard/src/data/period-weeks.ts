import { parsePeriod } from '../language/format.ts';

const WEEK_MS = 7 * 86_400_000;

/**
 * How many weeks a period of release has: those whose Thursday lies in the month, quarter or year of that name. Undefined of what is no
 * such period. It is reckoned here, as a page that shows two numbers needs no more of the calendar of releases.
 */
export function weeksIn(id: string): number | undefined {
  const period = parsePeriod(id);
  switch (period?.kind) {
    case 'year':
      return thursdays(period.year, 0, 12);
    case 'quarter':
      return thursdays(period.year, (Number(period.quarter) - 1) * 3, 3);
    case 'month':
      return thursdays(period.year, period.month - 1, 1);
    case 'week':
      return 1;
    default:
      return undefined;
  }
}

/** Periods of one length of weeks among some. */
export type WeeksGroup = { readonly weeks: number; readonly periods: readonly string[] };

/** Those of most weeks first, each period once, as they came; one group alone where all have the same. */
export function byWeeks(periods: readonly string[]): readonly WeeksGroup[] {
  const groups = new Map<number, string[]>();
  for (const id of new Set(periods)) {
    const weeks = weeksIn(id);
    if (weeks !== undefined) groups.set(weeks, [...(groups.get(weeks) ?? []), id]);
  }
  return [...groups].map(([weeks, ids]) => ({ weeks, periods: ids })).sort((a, b) => b.weeks - a.weeks);
}

/** The first of January 1970 was a Thursday, so that whole weeks since then count them. */
function thursdays(year: string, firstMonth: number, months: number): number {
  const before = (month: number) => Math.ceil(Date.UTC(Number(year), month) / WEEK_MS);
  return before(firstMonth + months) - before(firstMonth);
}
