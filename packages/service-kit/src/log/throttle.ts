import { monotonicMs } from '../monotonic.ts';

/** Returns true for a name the first time, and then at most once in `everyMs`. */
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
