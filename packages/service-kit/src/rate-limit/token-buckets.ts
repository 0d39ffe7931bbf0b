export type TokenBucketsOptions = {
  readonly ratePerSecond: number;
  /** Number of calls that are permitted at once after a pause. */
  readonly burst: number;
  /** Monotonic clock in milliseconds. With the time of day, which can jump, the limit would jump too. */
  readonly elapsed: () => number;
  /** Limit of stored keys; above it, the least recently used key is dropped. */
  readonly maxKeys?: number;
};

export type TakeResult = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

export type TokenBuckets = {
  readonly take: (key: string, cost?: number) => TakeResult;
  readonly size: () => number;
};

type Bucket = { tokens: number; atMs: number };

/**
 * One token bucket for each key. A rejected call takes no token, so a caller that waits for `retryAfterMs` succeeds, unless another call
 * of its key was earlier.
 */
export function createTokenBuckets({
  ratePerSecond,
  burst,
  elapsed,
  maxKeys = 10_000,
}: TokenBucketsOptions): TokenBuckets {
  // A Map keeps insertion order. Each use inserts a key again, so the first key is the least recently used.
  const buckets = new Map<string, Bucket>();
  const ratePerMs = ratePerSecond / 1_000;

  const current = (key: string, atMs: number): Bucket => {
    const bucket = buckets.get(key);
    if (bucket === undefined) return { tokens: burst, atMs };
    buckets.delete(key);
    const elapsedMs = Math.max(0, atMs - bucket.atMs);
    return { tokens: Math.min(burst, bucket.tokens + elapsedMs * ratePerMs), atMs };
  };

  return {
    take: (key, cost = 1) => {
      const bucket = current(key, elapsed());
      const isEnough = bucket.tokens >= cost;
      if (isEnough) bucket.tokens -= cost;
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) evictLeastRecentlyUsed(buckets);
      if (isEnough) return { ok: true };
      return { ok: false, retryAfterMs: Math.ceil((cost - bucket.tokens) / ratePerMs) };
    },
    size: () => buckets.size,
  };
}

function evictLeastRecentlyUsed(buckets: Map<string, Bucket>): void {
  for (const key of buckets.keys()) {
    buckets.delete(key);
    return;
  }
}
