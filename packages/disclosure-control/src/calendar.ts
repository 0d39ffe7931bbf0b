/**
 * Calendar days as whole numbers: day 0 is 1970-01-01, which was a Thursday. Local calendar days, never instants.
 */
const DAY_MS = 24 * 60 * 60 * 1000;

/** The day number of a civil date; months run from 1 and may run past 12. */
export function dayOfDate(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY_MS;
}

/** "2025-03-14" for a day number. */
export function isoDateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day number of "2025-03-14"; undefined for what is no date of the calendar. */
export function dayOfIsoDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const day = dayOfDate(Number(match[1]), Number(match[2]), Number(match[3]));
  return Number.isFinite(day) && isoDateOf(day) === text ? day : undefined;
}

/** The year and month (from 1) in which a day lies. */
export function yearAndMonthOf(day: number): { year: number; month: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 };
}

/** The Thursday of the ISO week (Monday to Sunday) in which a day lies: it decides the week's month and year. */
export function thursdayOf(day: number): number {
  return Math.floor((day + 3) / 7) * 7;
}

/** The first Thursday on or after a day. */
export function firstThursdayFrom(day: number): number {
  return Math.ceil(day / 7) * 7;
}
