/** Work that goes on at once, with its results in the order in which they are done. */
export type InFlight<T> = {
  add(work: Promise<T>): void;
  isFull(): boolean;
  /** Resolves when there is room, or when it is stopped. */
  room(): Promise<void>;
  /** The results end when this has settled, and everything added is done. */
  endAfter(source: Promise<void>): void;
  /** Rejects as soon as any work does. */
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
          wake();
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
      source.then(end, end);
    },
    async *results() {
      for (;;) {
        if (failure !== undefined) throw failure.error;
        const result = done[next];
        if (result !== undefined) {
          next++;
          // Taken off in blocks: shifting one by one would move the others every time.
          if (next === done.length) {
            done.length = 0;
            next = 0;
          }
          wake();
          yield result;
        } else if (ended && pending === 0) return;
        else
          await new Promise<void>((resolve) => {
            wakeReader = resolve;
          });
      }
    },
    stop() {
      stopped = true;
      wake();
    },
    isStopped: () => stopped,
  };
}
