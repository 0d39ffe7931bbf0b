import { dayOfIsoDate } from '@waylight/calendar';

const MINUTE_MS = 60_000;

/**
 * The calendar day in a time zone, in days since 1970-01-01. It is computed once a minute, because every
 * report needs it.
 */
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
