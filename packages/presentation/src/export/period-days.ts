import { daysOf, isoDay, mondayOf, thursdayOf } from '@waylight/calendar';

/**
 * Whose periods: a month of release is the ISO weeks whose Thursday lies in it, and quarters and years are made of such
 * months; the public record has those of the calendar.
 */
export type PeriodCalendar = 'release' | 'calendar';

/** Days as 2026-10-01, both counted in. */
export type PeriodDays = { readonly start: string; readonly end: string };

/**
 * First and last day of a period by its id: 2026, 2026-Q3, 2026-10 or 2026-W45. Of one of the calendar of which a part is
 * unknown (2026-?, 2026-10-?) those of the part that is known. Undefined of what is no period.
 */
export function periodDays(id: string, of: PeriodCalendar): PeriodDays | undefined {
  const days = daysOf(of === 'calendar' ? id.replace(/-\?$/, '') : id);
  if (days === undefined) return undefined;
  const { from, to } = days;
  if (of === 'calendar') return { start: isoDay(from), end: isoDay(to) };
  const start = thursdayOf(from) >= from ? mondayOf(from) : mondayOf(from) + WEEK;
  const end = thursdayOf(to) <= to ? mondayOf(to) + WEEK - 1 : mondayOf(to) - 1;
  return { start: isoDay(start), end: isoDay(end) };
}

const WEEK = 7;
