import { monotonicMs } from '../monotonic.ts';

/** Whether something is worth a line now: the first time, and then once in so long, by its name. */
export function createSparing(
  everyMs: number,
  elapsed: () => number = monotonicMs,
): (name: string) => boolean {
  const saidAtMs = new Map<string, number>();
  return (name) => {
    const nowMs = elapsed();
    if (nowMs - (saidAtMs.get(name) ?? Number.NEGATIVE_INFINITY) < everyMs) return false;
    saidAtMs.set(name, nowMs);
    return true;
  };
}
