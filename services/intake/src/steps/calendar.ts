/** Days of a local calendar as numbers, days since 1970-01-01, and the day that it is in a time zone. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The day's number; undefined where there is no such day. */
export function dayNumber(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms / DAY_MS : undefined;
}

export function isoDate(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Reads the calendar day in a time zone off a clock; asked for every report, it looks again once a minute. */
export function createToday(nowMs: () => number, timeZone: string): () => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  let minute = -1;
  let day = 0;
  return () => {
    const now = Math.floor(nowMs() / MINUTE_MS);
    if (now !== minute) {
      minute = now;
      day = Date.parse(format.format(now * MINUTE_MS)) / DAY_MS;
    }
    return day;
  };
}
