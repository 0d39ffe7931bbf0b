/** Limits the concurrent requests of each caller. */
export type ConcurrencyLimit = {
  /** Returns the release function; undefined if the caller is at the limit. */
  readonly tryAcquire: (caller: string) => (() => void) | undefined;
};

export function createConcurrencyLimit(max: number): ConcurrencyLimit {
  const running = new Map<string, number>();
  return {
    tryAcquire(caller) {
      const before = running.get(caller) ?? 0;
      if (before >= max) return undefined;
      running.set(caller, before + 1);
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        const left = (running.get(caller) ?? 1) - 1;
        if (left === 0) running.delete(caller);
        else running.set(caller, left);
      };
    },
  };
}
