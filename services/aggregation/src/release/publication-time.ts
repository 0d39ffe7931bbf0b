import type { WakeSource } from '@waylight/service-kit';

const HOUR_MS = 3_600_000;

/** Hour of the day at which decided releases are published, in the time zone of the region's periods. */
export const PUBLICATION_HOUR = 10;
const TIME_ZONE = 'Europe/Belgrade';

const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, hour: '2-digit', hourCycle: 'h23' });

/**
 * The first publication hour after an instant, both in epoch milliseconds. Releases wait for it, because the time of a
 * decision shows how long its audits took.
 */
export function nextPublication(afterMs: number): number {
  let at = nextFullHour(afterMs);
  while (Number(hourOf.format(at)) !== PUBLICATION_HOUR) at += HOUR_MS;
  return at;
}

/** The first full hour after an instant, both in epoch milliseconds. */
export const nextFullHour = (afterMs: number): number => (Math.floor(afterMs / HOUR_MS) + 1) * HOUR_MS;

/** Starts a round at each publication. Otherwise the time of the round would show when the audits before it ended. */
export const wakeAtPublication = (now: () => number): WakeSource => ({
  subscribe: (wake) => {
    let timer: NodeJS.Timeout;
    const schedule = (): void => {
      timer = setTimeout(() => {
        wake();
        schedule();
      }, nextPublication(now()) - now());
    };
    schedule();
    return () => clearTimeout(timer);
  },
  coalesceMs: 0,
});
