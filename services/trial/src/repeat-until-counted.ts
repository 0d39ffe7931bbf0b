import { setTimeout as wait } from 'node:timers/promises';

const RETRY_MS = 200;

/**
 * Repeats a closing or freeze until all due periods are done. `work` returns `isBehind` if messages on the log are not counted
 * yet or no node has sent a heartbeat, and undefined while another process closes periods.
 */
export async function repeatUntilCounted(
  work: () => Promise<{ readonly isBehind: boolean } | undefined>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const done = await work();
    if (done?.isBehind === false) return;
    await wait(RETRY_MS, undefined, { signal });
  }
}
