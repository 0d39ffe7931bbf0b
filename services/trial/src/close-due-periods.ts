import { setTimeout as wait } from 'node:timers/promises';

const RETRY_MS = 200;

/**
 * Closes due periods until none is left, so that "ready" means that all releases exist. `close` returns `isBehind` if the log
 * was not counted to its end, and undefined while another process closes periods.
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
