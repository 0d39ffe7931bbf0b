import { monotonicMs } from '../monotonic.ts';

/** Whether something is worth a line now: the first time, and then once in so long, by its name. */
export function createThrottle(
  everyMs: number,
  elapsed: () => number = monotonicMs,
): (name: string) => boolean {
  const allowedAtMs = new Map<string, number>();
  return (name) => {
    const nowMs = elapsed();
    if (nowMs - (allowedAtMs.get(name) ?? Number.NEGATIVE_INFINITY) < everyMs) return false;
    allowedAtMs.set(name, nowMs);
    return true;
  };
}
