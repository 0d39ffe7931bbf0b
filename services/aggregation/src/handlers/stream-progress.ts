/**
 * What a work reports, as a stream: ends when the work does, with its error if it fails. Whoever stops reading ends the
 * work, and it has ended when the stream has.
 */
export async function* streamProgress<T>(
  work: (report: (item: T) => void, ended: AbortSignal) => Promise<unknown>,
): AsyncIterable<T> {
  const items: T[] = [];
  const left = new AbortController();
  let wake = Promise.withResolvers<void>();
  let running = true;
  const report = (item: T): void => {
    items.push(item);
    wake.resolve();
  };
  const done = work(report, left.signal).finally(() => {
    running = false;
    wake.resolve();
  });
  done.catch(() => undefined);
  try {
    for (;;) {
      for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
      if (!running) break;
      await wake.promise;
      wake = Promise.withResolvers<void>();
    }
    await done;
  } finally {
    left.abort(new Error('nobody reads the progress any more'));
    await done.catch(() => undefined);
  }
}
