/** Concurrent work whose results are read in the order of completion. */
export type InFlight<T> = {
  add(work: Promise<T>): void;
  isFull(): boolean;
  /** Resolves when there is room, or at a stop. */
  room(): Promise<void>;
  /**
   * Ends the results once `source` has settled and all work is done. If `source` rejects, the results end
   * with its error.
   */
  endAfter(source: Promise<void>): void;
  /**
   * Results, which can be read only once. They reject as soon as any work rejects. An error or the end of
   * reading stops all work.
   */
  results(): AsyncIterable<T>;
  stop(): void;
  isStopped(): boolean;
};

/** At most `limit` results are pending or unread. */
export function createInFlight<T>(limit: number): InFlight<T> {
  const done: T[] = [];
  /** Index of the first unread result in `done`. */
  let next = 0;
  let pending = 0;
  let ended = false;
  let stopped = false;
  let failure: { readonly error: unknown } | undefined;
  let sourceFailure: { readonly error: unknown } | undefined;
  let wakeReader: (() => void) | undefined;
  let wakeSource: (() => void) | undefined;

  const isFull = (): boolean => pending + done.length - next >= limit && !stopped;
  const wake = (): void => {
    wakeReader?.();
    wakeReader = undefined;
    if (!isFull()) {
      wakeSource?.();
      wakeSource = undefined;
    }
  };

  const stop = (): void => {
    stopped = true;
    wake();
  };

  const take = (result: T): T => {
    next++;
    // Read results are removed in blocks, because each `shift` would move all other results.
    if (next === done.length) {
      done.length = 0;
      next = 0;
    }
    wake();
    return result;
  };

  const waitForNext = async (): Promise<IteratorResult<T, undefined>> => {
    for (;;) {
      if (failure !== undefined) throw failure.error;
      const result = done[next];
      if (result !== undefined) return { done: false, value: take(result) };
      if (ended && pending === 0) {
        if (sourceFailure !== undefined) throw sourceFailure.error;
        return { done: true, value: undefined };
      }
      await new Promise<void>((resolve) => {
        wakeReader = resolve;
      });
    }
  };

  return {
    add(work) {
      pending++;
      work.then(
        (result) => {
          pending--;
          done.push(result);
          wake();
        },
        (error: unknown) => {
          pending--;
          failure ??= { error };
          stop();
        },
      );
    },
    isFull,
    room: () =>
      new Promise((resolve) => {
        wakeSource = resolve;
      }),
    endAfter(source) {
      const end = (): void => {
        ended = true;
        wake();
      };
      source.then(end, (error: unknown) => {
        sourceFailure = { error };
        end();
      });
    },
    // This is not a generator, so that a result that is already available costs only one promise.
    results: () => {
      const iterator: AsyncIterableIterator<T, undefined> = {
        next: () => {
          const result = done[next];
          return failure === undefined && result !== undefined
            ? Promise.resolve({ done: false, value: take(result) })
            : waitForNext();
        },
        return: () => {
          stop();
          return Promise.resolve({ done: true, value: undefined });
        },
        [Symbol.asyncIterator]: () => iterator,
      };
      return iterator;
    },
    stop,
    isStopped: () => stopped,
  };
}
