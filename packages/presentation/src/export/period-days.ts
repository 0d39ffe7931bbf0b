import { daysOf, isoDay, mondayOf, thursdayOf } from '@waylight/calendar';

/**
 * Calendar of a period. A `release` month consists of the ISO weeks whose Thursday is in it. Release quarters and years consist of
 * such months. The public record uses `calendar` periods.
 */
export type PeriodCalendar = 'release' | 'calendar';

/** First and last day, such as 2026-10-01, both included. */
export type PeriodDays = { readonly start: string; readonly end: string };

/**
 * Returns the first and last day of a period by its id: 2026, 2026-Q3, 2026-10 or 2026-W45. A calendar period with an unknown part
 * (2026-?, 2026-10-?) has the days of its known part. Undefined for other text.
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
