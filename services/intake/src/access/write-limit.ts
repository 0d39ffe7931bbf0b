import { setTimeout as delay } from 'node:timers/promises';
import { createTokenBuckets, RpcError } from '@waylight/service-kit';

/**
 * Rate limit of an organisation's writes. Each operation counts as one, whether it is sent in its own call or
 * on a stream.
 */
export type WriteLimit = {
  /** @throws RpcError RESOURCE_EXHAUSTED with RetryInfo. */
  take(organisation: string): void;
  /**
   * Waits instead of refusing, for streams. Flow control slows the sender down, so the sender repeats no
   * operation. Rejects when the signal aborts.
   */
  waitFor(organisation: string, signal: AbortSignal): Promise<void>;
  /** Takes one operation from the rate. Returns true if `waitFor` would not have to wait. */
  tryTake(organisation: string): boolean;
};

export type WriteLimitOptions = {
  readonly ratePerSecond: number;
  readonly burst: number;
  readonly elapsed: () => number;
};

export function createWriteLimit(options: WriteLimitOptions): WriteLimit {
  const buckets = createTokenBuckets(options);
  return {
    take(organisation) {
      const taken = buckets.take(organisation);
      if (taken.ok) return;
      const { retryAfterMs } = taken;
      throw new RpcError(
        'RESOURCE_EXHAUSTED',
        'your organisation exceeds its write rate: wait, then send the same again',
        [{ type: 'retryInfo', retryAfterMs }],
      );
    },
    tryTake: (organisation) => buckets.take(organisation).ok,
    async waitFor(organisation, signal) {
      for (;;) {
        const taken = buckets.take(organisation);
        if (taken.ok) return;
        await delay(taken.retryAfterMs, undefined, { signal });
      }
    },
  };
}
