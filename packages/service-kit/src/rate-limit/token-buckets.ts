export type TokenBucketsOptions = {
  readonly ratePerSecond: number;
  /** How many calls may come at once after a pause. */
  readonly burst: number;
  /** A clock that nobody sets: with the time of day a limit would open or close as the clock jumps. */
  readonly elapsed: () => number;
  /** At most this many keys are remembered; past it the key that was quiet for longest is forgotten. */
  readonly maxKeys?: number;
};

export type TakeResult = { readonly ok: true } | { readonly ok: false; readonly retryAfterMs: number };

export type TokenBuckets = {
  readonly take: (key: string, cost?: number) => TakeResult;
  readonly size: () => number;
};

type Bucket = { tokens: number; atMs: number };

/** A token bucket per key. A refused call takes nothing, so waiting `retryAfterMs` is enough if nobody else comes. */
export function createTokenBuckets({
  ratePerSecond,
  burst,
  elapsed,
  maxKeys = 10_000,
}: TokenBucketsOptions): TokenBuckets {
  // A Map keeps the order in which keys were set: setting a key anew at each use makes the first the quietest.
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
      const enough = bucket.tokens >= cost;
      if (enough) bucket.tokens -= cost;
      buckets.set(key, bucket);
      if (buckets.size > maxKeys) evictLeastRecentlyUsed(buckets);
      if (enough) return { ok: true };
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
