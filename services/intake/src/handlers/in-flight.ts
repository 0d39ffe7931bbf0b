/** Work that goes on at once, with its results in the order in which they are done. */
export type InFlight<T> = {
  add(work: Promise<T>): void;
  isFull(): boolean;
  /** Resolves when there is room, or when it is stopped. */
  room(): Promise<void>;
  /** The results end when this has settled, and everything added is done; they end with its error if it has one. */
  endAfter(source: Promise<void>): void;
  /** Read once. Rejects as soon as any work does. When work fails, or they are read no further, it is stopped. */
  results(): AsyncIterable<T>;
  stop(): void;
  isStopped(): boolean;
};

/** At most `limit` are worked on or wait to be read. */
export function createInFlight<T>(limit: number): InFlight<T> {
  const done: T[] = [];
  /** The first of `done` that has not been read. */
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
    // Taken off in blocks: shifting one by one would move the others every time.
    if (next === done.length) {
      done.length = 0;
      next = 0;
    }
    wake();
    return result;
  };

  const waited = async (): Promise<IteratorResult<T, undefined>> => {
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
    // Written out and not as a generator: each result that is there costs one promise.
    results: () => {
      const iterator: AsyncIterableIterator<T, undefined> = {
        next: () => {
          const result = done[next];
          return failure === undefined && result !== undefined
            ? Promise.resolve({ done: false, value: take(result) })
            : waited();
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
