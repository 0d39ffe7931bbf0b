import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the time has passed or the signal aborts. Returns true if the whole time passed. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return delay(ms, true, { signal, ref: true }).catch(() => false);
}

/** Waits until the promise settles or the time has passed. Returns true if the promise settled first. */
export async function settlesWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const waited = delay(ms, false, { signal: late.signal }).catch(() => false);
  const first = await Promise.race([promise.then(() => true), waited]);
  late.abort();
  return first;
}

/** Returns a promise that rejects with the signal's reason when it aborts. */
export function rejectOnAbort(signal: AbortSignal): { promise: Promise<never>; release(): void } {
  let fail: () => void = () => {};
  const promise = new Promise<never>((_, reject) => {
    fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
  promise.catch(() => {});
  return { promise, release: () => signal.removeEventListener('abort', fail) };
}

/** Creates a limiter, which runs at most `size` works at once. The others wait in order. */
export function createLimiter(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The next work takes this place, so `running` does not change.
      if (next !== undefined) next();
      else running -= 1;
    }
  };
}
