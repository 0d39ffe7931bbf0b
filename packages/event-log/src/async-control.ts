import { setTimeout as delay } from 'node:timers/promises';

/** Sleeps, or wakes early at the signal; says whether the whole time went by. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return delay(ms, true, { signal, ref: true }).catch(() => false);
}

/** Settles with the promise or after the time, whichever is first; says whether the promise was. */
export async function settlesWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const waited = delay(ms, false, { signal: late.signal }).catch(() => false);
  const first = await Promise.race([promise.then(() => true), waited]);
  late.abort();
  return first;
}

/** Rejects with the signal's reason once it fires. */
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

/** At most `size` at once; the others wait in line. */
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
      // The place is handed on: `running` does not change.
      if (next !== undefined) next();
      else running -= 1;
    }
  };
}
