import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createHealth } from '../health/health.ts';
import { type RepeatOptions, repeatUntilStopped } from './repeat.ts';

const LONG_MS = 600_000;
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** Runs the loop and counts its rounds, so that tests can wait for a round by its number. */
async function start(
  options: Partial<RepeatOptions> & Pick<RepeatOptions, 'work'>,
): Promise<{ round: (n: number) => Promise<void>; count: () => number; stop: () => Promise<void> }> {
  let rounds = 0;
  const waiting: { n: number; resolve: () => void }[] = [];
  const running = await repeatUntilStopped({
    name: 'loop',
    everyMs: 0,
    onError: () => undefined,
    ...options,
    work: async (round) => {
      rounds += 1;
      for (const { n, resolve } of waiting) if (n <= rounds) resolve();
      return options.work(round);
    },
  }).start(AbortSignal.timeout(5_000));
  stops.push(() => running.stop());
  const round = (n: number): Promise<void> =>
    new Promise((resolve) => (rounds >= n ? resolve() : void waiting.push({ n, resolve })));
  return { round, count: () => rounds, stop: () => running.stop() };
}

it('repeats rounds, and begins no round after a stop', async () => {
  const loop = await start({ work: async () => undefined });
  await loop.round(5);
  await loop.stop();
  const done = loop.count();
  await new Promise(setImmediate);
  expect(loop.count()).toBe(done);
});

it('a stop aborts the signal of the running round and waits for it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let seen: AbortSignal | undefined;
  const loop = await start({
    work: async ({ signal }) => {
      seen = signal;
      await promise;
      return undefined;
    },
  });
  await loop.round(1);
  let isStopped = false;
  const stopping = loop.stop().then(() => {
    isStopped = true;
  });
  await new Promise(setImmediate);
  expect([seen?.aborted, isStopped]).toEqual([true, false]);
  resolve();
  await stopping;
});

it('a stop ends the wait between two rounds', async () => {
  const loop = await start({ everyMs: LONG_MS, work: async () => undefined });
  await loop.round(1);
  await loop.stop();
  expect(loop.count()).toBe(1);
});

it('does nothing before its initial delay', async () => {
  const loop = await start({ initialDelayMs: LONG_MS, work: async () => undefined });
  await loop.stop();
  expect(loop.count()).toBe(0);
});

it('goes on after a failed round, and reports each failure', async () => {
  const errors: unknown[] = [];
  const broken = new Error('this round fails');
  const loop = await start({ work: () => Promise.reject(broken), onError: (error) => errors.push(error) });
  await loop.round(3);
  expect(errors.slice(0, 2)).toEqual([broken, broken]);
});

it('does not report a round that a stop interrupted', async () => {
  const errors: unknown[] = [];
  const loop = await start({
    onError: (error) => errors.push(error),
    work: async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      signal.throwIfAborted();
      return undefined;
    },
  });
  await loop.round(1);
  await loop.stop();
  expect(errors).toEqual([]);
});

it('begins the next round at once if a round returns `more`', async () => {
  let left = 3;
  const loop = await start({
    everyMs: LONG_MS,
    work: async () => {
      left -= 1;
      return left > 0 ? 'more' : undefined;
    },
  });
  await loop.round(3);
  await loop.stop();
  expect(loop.count()).toBe(3);
});

it('begins rounds at a fixed rate: after a long round, the next round begins at once', async () => {
  const real = performance.now.bind(performance);
  let goneMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + goneMs);
  onTestFinished(() => void vi.restoreAllMocks());
  const loop = await start({
    everyMs: LONG_MS,
    isFixedRate: true,
    work: async () => {
      goneMs += LONG_MS;
      return undefined;
    },
  });
  await loop.round(3);
});

it('if a round returns `unready`, waits as after a failure, but reports nothing', async () => {
  const errors: unknown[] = [];
  const loop = await start({
    everyMs: LONG_MS,
    backoff: { firstMs: 1, lastMs: 1 },
    onError: (error) => errors.push(error),
    work: async () => 'unready',
  });
  await loop.round(4);
  expect(errors).toEqual([]);
});

it('is woken early by events, also by events during a round', async () => {
  let news = (): void => undefined;
  const off = vi.fn();
  let isNewsAtWork = true;
  const loop = await start({
    everyMs: LONG_MS,
    wake: {
      coalesceMs: 0,
      subscribe: (tell) => {
        news = tell;
        return off;
      },
    },
    work: async () => {
      if (isNewsAtWork) news();
      isNewsAtWork = false;
      return undefined;
    },
  });
  await loop.round(2);
  await new Promise(setImmediate);
  news();
  await loop.round(3);
  await loop.stop();
  expect([loop.count(), off.mock.calls.length]).toEqual([3, 1]);
});

it('collects events for `coalesceMs` after the first event, also if that event came during a round', async () => {
  const real = performance.now.bind(performance);
  let goneMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + goneMs);
  onTestFinished(() => void vi.restoreAllMocks());
  let news = (): void => undefined;
  const loop = await start({
    everyMs: LONG_MS,
    wake: {
      coalesceMs: LONG_MS,
      subscribe: (tell) => {
        news = tell;
        return () => undefined;
      },
    },
    work: async () => {
      news();
      goneMs += LONG_MS;
      return undefined;
    },
  });
  await loop.round(3);
});

let nowMs = 0;
beforeEach(() => {
  nowMs = 0;
});

it('is not live if no round begins in time, and removes its check at a stop', async () => {
  const health = createHealth({ elapsed: () => nowMs });
  const { promise, resolve } = Promise.withResolvers<void>();
  const loop = await start({
    watch: { health, maxSilenceMs: 1_000 },
    work: async () => {
      await promise;
      return undefined;
    },
  });
  await loop.round(1);
  nowMs = 1_001;
  expect(await health.checkLiveness()).toEqual({
    ok: false,
    checks: [{ name: 'loop', ok: false, code: 'LOOP_STALLED' }],
  });
  resolve();
  await loop.stop();
  expect((await health.checkLiveness()).checks).toEqual([]);
});

it('waits the shortest time after a failed round if that round had reported progress', async () => {
  const began: number[] = [];
  const loop = await start({
    backoff: { firstMs: 1, lastMs: LONG_MS },
    work: async ({ reportProgress }) => {
      began.push(performance.now());
      reportProgress();
      throw new Error('broken off');
    },
  });
  // With doubling, the tenth wait alone would take half a second.
  await loop.round(20);
  expect(began.length).toBe(20);
});
