import { setTimeout as delay } from 'node:timers/promises';

export type Backoff = {
  /** Waits longer from one failure to the next; returns at once, and quietly, when the signal fires. */
  wait(signal: AbortSignal): Promise<void>;
  /** Begin again with the shortest wait. */
  reset(): void;
};

/** Doubles from the first to the last, with half of it left to chance so that six nodes do not come back as one. */
export function createBackoff(
  { firstMs, lastMs }: { readonly firstMs: number; readonly lastMs: number },
  random: () => number = Math.random,
): Backoff {
  let nextMs = firstMs;
  return {
    async wait(signal) {
      const ms = nextMs * (0.5 + random() / 2);
      nextMs = Math.min(lastMs, nextMs * 2);
      await sleep(ms, signal);
    },
    reset() {
      nextMs = firstMs;
    },
  };
}

/** Returns early, and without an error, when the signal fires. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
