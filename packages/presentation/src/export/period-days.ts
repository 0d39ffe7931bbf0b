import { daysOf, isoDay } from '@waylight/calendar';

/** First and last day, such as 2026-10-01, both included. */
export type PeriodDays = { readonly start: string; readonly end: string };

/**
 * Returns the first and last day of a period by its id: 2026, 2026-Q3, 2026-10 or 2026-W45. A period with an unknown part (2026-?,
 * 2026-10-?) has the days of its known part. Undefined for other text.
 */
export function datesOfPeriod(id: string): PeriodDays | undefined {
  const days = daysOf(id.replace(/-\?$/, ''));
  return days && { start: isoDay(days.fromDay), end: isoDay(days.toDay) };
}
