import { setImmediate } from 'node:timers/promises';
import { createHealth, type Running } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { silentLog } from '../testing/region.ts';
import { createLeaderTask, LeaseLostError, withLease } from './leader-task.ts';

const TTL_MS = 300;

let backend: LogAndStores;
const tasks: Running[] = [];

beforeEach(async () => {
  backend = await EMBEDDED.open();
});

afterEach(async () => {
  await Promise.all(tasks.splice(0).map((task) => task.stop()));
  await backend.close();
});

const lease = (holder: string, leaseTtlMs = TTL_MS) => ({
  name: 'task',
  holder,
  viewStore: backend.viewStore,
  leaseTtlMs,
});

async function start(
  holder: string,
  done: string[],
  work?: () => Promise<void>,
  { everyMs = 5, leaseTtlMs = TTL_MS } = {},
): Promise<Running> {
  const task = await createLeaderTask({
    ...lease(holder, leaseTtlMs),
    everyMs,
    log: silentLog,
    health: createHealth(),
    work: async () => {
      done.push(holder);
      await work?.();
    },
  }).start(AbortSignal.timeout(5_000));
  tasks.push(task);
  return task;
}

it('runs in one of two processes, and moves to the other at once when the first stops', async () => {
  // The lease is longer than the test, so the second process cannot have waited until it expired.
  const long = { leaseTtlMs: 600_000 };
  const done: string[] = [];
  const first = await start('first', done, undefined, long);
  await waitFor('the first process to work', () => done.length > 0);
  await start('second', done, undefined, long);
  await waitFor('many rounds', () => done.length > 20);
  expect(new Set(done)).toEqual(new Set(['first']));
  await first.stop();
  await waitFor('the second process to work', () => done.includes('second'));
});

it('moves to another process when the lease of a killed process expires', async () => {
  expect(await backend.viewStore.acquireLease('task', 'killed', TTL_MS)).toBe(true);
  const done: string[] = [];
  await start('second', done);
  await waitFor('the second process to work', () => done.length > 0);
});

it('continues after a failed round', async () => {
  const done: string[] = [];
  await start('first', done, () => Promise.reject(new Error('this round fails')));
  await waitFor('another round', () => done.length > 3);
});

it('is retried after a failure, long before its next round', async () => {
  const done: string[] = [];
  const once = async () => {
    if (done.length === 1) throw new Error('the store took no writes');
  };
  await start('first', done, once, { everyMs: 3_600_000 });
  await waitFor('another round', () => done.length === 2);
});

it('renews its lease while long work lasts', async () => {
  const finished = await withLease(lease('first'), AbortSignal.timeout(5_000), async () => {
    const until = Date.now() + 3 * TTL_MS;
    await waitFor('three times the duration of the lease', () => Date.now() > until);
    return backend.viewStore.acquireLease('task', 'second', TTL_MS);
  });
  expect(finished).toBe(false);
});

it('leaves no pending renewal, which would acquire the lease again after its release', async () => {
  const renewing = Promise.withResolvers<void>();
  const worked = Promise.withResolvers<void>();
  const order: string[] = [];
  let isRenewal = false;
  const viewStore: LogAndStores['viewStore'] = {
    ...backend.viewStore,
    acquireLease: async (...args) => {
      if (!isRenewal) {
        isRenewal = true;
        return backend.viewStore.acquireLease(...args);
      }
      renewing.resolve();
      await worked.promise;
      // The store responds after the event loop has run other callbacks. A caller that did not wait for it
      // has ended by then.
      await setImmediate();
      order.push('renewed');
      return backend.viewStore.acquireLease(...args);
    },
  };
  await withLease({ ...lease('first', 30), viewStore }, AbortSignal.timeout(5_000), async () => {
    await renewing.promise;
    worked.resolve();
  });
  order.push('ended');
  expect(order.indexOf('ended')).toBe(order.length - 1);
  expect(order).toContain('renewed');
});

it('aborts the work when the lease is lost', async () => {
  const lost = withLease(lease('first'), AbortSignal.timeout(5_000), async (signal) => {
    await backend.viewStore.releaseLease('task', 'first');
    await backend.viewStore.acquireLease('task', 'second', 60_000);
    await waitFor('the signal', () => signal.aborted);
    signal.throwIfAborted();
  });
  await expect(lost).rejects.toBeInstanceOf(LeaseLostError);
});
