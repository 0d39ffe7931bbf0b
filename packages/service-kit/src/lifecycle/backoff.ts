import { setTimeout as delay } from 'node:timers/promises';

export type BackoffLimits = { readonly firstMs: number; readonly lastMs: number };

export type Backoff = {
  /** Returns the next wait, which grows with each failure. */
  readonly nextMs: () => number;
  /** Starts again with the shortest wait. */
  readonly reset: () => void;
};

/**
 * Creates a backoff whose waits double from first to last. Half of each wait is random, so that many processes do not retry at the
 * same moment.
 */
export function createBackoff(
  { firstMs, lastMs }: BackoffLimits,
  random: () => number = Math.random,
): Backoff {
  let fullMs = firstMs;
  return {
    nextMs() {
      const ms = fullMs * (0.5 + random() / 2);
      fullMs = Math.min(lastMs, fullMs * 2);
      return ms;
    },
    reset() {
      fullMs = firstMs;
    },
  };
}

/** Returns early, without an error, when the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
