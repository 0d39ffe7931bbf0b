/**
 * Days as whole numbers: day 0 is 1970-01-01, which was a Thursday. They are days of a local calendar, without times and time
 * zones. Weeks follow ISO 8601: Monday first, and a week belongs to the year of its Thursday.
 */

const DAY_MS = 86_400_000;

/** Months run from 1. */
export type CalendarDate = { readonly year: number; readonly month: number; readonly day: number };

export function dateOf(dayNumber: number): CalendarDate {
  const date = new Date(dayNumber * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Returns the day number of a date. Months above 12 and days after the end of the month are carried over. */
export function dayNumber(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Returns the day number of a date; undefined if the date does not exist. */
export function existingDay(year: number, month: number, day: number): number | undefined {
  const number = dayNumber(year, month, day);
  const date = dateOf(number);
  return date.year === year && date.month === month && date.day === day ? number : undefined;
}

/**
 * Returns the same day of the month, `months` months earlier. If that month is too short, returns the first day of the month after
 * it.
 */
export function monthsBefore(day: number, months: number): number {
  const { year, month, day: ofMonth } = dateOf(day);
  return dayNumber(year, month - months, ofMonth);
}

/** Returns the UTC day of an instant, which is given in milliseconds since 1970. */
export function dayOfInstant(epochMs: number): number {
  return Math.floor(epochMs / DAY_MS);
}

/** Formats a day as "2025-03-14". */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The inverse of `isoDay`; undefined for any other text and for dates that do not exist. */
export function dayOfIsoDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match === null ? undefined : existingDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Returns the Monday of the day's ISO week. */
export function mondayOf(day: number): number {
  return thursdayOf(day) - 3;
}

/** Returns the Thursday of the day's ISO week, which decides the year of the week. */
export function thursdayOf(day: number): number {
  return Math.floor((day + 3) / 7) * 7;
}
