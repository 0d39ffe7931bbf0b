import { setTimeout as delay } from 'node:timers/promises';
import { createTokenBuckets, RpcError } from '@waylight/service-kit';

/** How often an organisation may write. Every operation counts as one, alone or on a stream. */
export type WriteLimit = {
  /** @throws RpcError RESOURCE_EXHAUSTED with RetryInfo. */
  take(organisation: string): void;
  /**
   * On a stream: waits instead of refusing, so that the sender is slowed down by flow control and no operation has to
   * be sent again. Rejects when the signal fires.
   */
  waitFor(organisation: string, signal: AbortSignal): Promise<void>;
  /** Whether `waitFor` would return at once; takes if so. */
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
        'your organisation sends faster than it may; wait and send the same again',
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
