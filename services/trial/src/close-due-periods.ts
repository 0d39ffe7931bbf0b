import { setTimeout as wait } from 'node:timers/promises';

const RETRY_MS = 200;

/**
 * Closes due periods until none is left: when the trial is ready, all releases exist. `close` returns `isBehind` if
 * messages on the log are not counted yet, and undefined while another process closes periods.
 */
export async function closeAllDuePeriods(
  close: () => Promise<{ readonly isBehind: boolean } | undefined>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const closed = await close();
    if (closed?.isBehind === false) return;
    await wait(RETRY_MS, undefined, { signal });
  }
}
