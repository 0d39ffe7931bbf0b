import { describe, expect, it } from 'vitest';
import { createLimiter, pause, rejectOnAbort, settlesWithin } from './async-control.ts';

describe('a pause', () => {
  it('ends early and returns false when its signal aborts', async () => {
    const abort = new AbortController();
    const paused = pause(60_000, abort.signal);
    abort.abort();
    expect(await paused).toBe(false);
    expect(await pause(60_000, abort.signal)).toBe(false);
    expect(await pause(1, new AbortController().signal)).toBe(true);
  });
});

describe('waiting within a time', () => {
  it('returns whether the promise settled in time', async () => {
    expect(await settlesWithin(60_000, Promise.resolve())).toBe(true);
    expect(await settlesWithin(1, new Promise(() => {}))).toBe(false);
  });
});

describe('a promise that rejects with a signal', () => {
  it('rejects with the reason of the signal, and not after its release', async () => {
    const abort = new AbortController();
    const aborting = rejectOnAbort(abort.signal);
    abort.abort(new Error('enough'));
    await expect(aborting.promise).rejects.toThrow('enough');
    await expect(rejectOnAbort(abort.signal).promise).rejects.toThrow('enough');

    const other = new AbortController();
    const released = rejectOnAbort(other.signal);
    released.release();
    other.abort();
    expect(
      await settlesWithin(
        1,
        released.promise.catch(() => {}),
      ),
    ).toBe(false);
  });
});

describe('a limiter', () => {
  it('never runs more works at once than its size, and runs all works, also after failures', async () => {
    const limit = createLimiter(3);
    let [running, most] = [0, 0];
    const work = async (index: number) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index % 4 === 0) throw new Error('no');
      return index;
    };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => limit(() => work(index))),
    );
    expect(most).toBe(3);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(15);
  });
});
