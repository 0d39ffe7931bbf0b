import { setTimeout as wait } from 'node:timers/promises';

const EVERY_MS = 200;

/**
 * Closes what is due until all of it was looked at. A closing stops where the log is not counted up to its end at that moment, with some
 * periods made and others not, and is `undefined` while another process is at it: whoever is told "ready" then would miss releases.
 */
export async function closeAllDuePeriods(
  close: () => Promise<{ readonly isBehind: boolean } | undefined>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const closed = await close();
    if (closed?.isBehind === false) return;
    await wait(EVERY_MS, undefined, { signal });
  }
}
