import { setTimeout as delay } from 'node:timers/promises';

export type BackoffLimits = { readonly firstMs: number; readonly lastMs: number };

export type Backoff = {
  /** How long to wait now: longer from one failure to the next. */
  readonly nextMs: () => number;
  /** Begin again with the shortest wait. */
  readonly reset: () => void;
};

/** Doubles from the first to the last, with half of it left to chance so that many processes do not come back as one. */
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

/** Returns early, and without an error, when the signal fires. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
