import { dayOfIsoDate } from '@waylight/calendar';

const MINUTE_MS = 60_000;

/** Reads the calendar day in a time zone off a clock; asked for every report, it looks again once a minute. */
export function createToday(nowMs: () => number, timeZone: string): () => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  let minute = -1;
  let day = 0;
  return () => {
    const now = Math.floor(nowMs() / MINUTE_MS);
    if (now !== minute) {
      minute = now;
      day = dayOfIsoDate(format.format(now * MINUTE_MS)) ?? 0;
    }
    return day;
  };
}
