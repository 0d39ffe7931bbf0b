import type { ReleasedReader } from '@waylight/view-store';
import { expect, it } from 'vitest';
import { createSnapshotCache } from './released-snapshot.ts';

/** An empty store that counts queries. */
function emptyStore() {
  const seen = { queries: 0, isUnavailable: false };
  const reader: ReleasedReader = {
    revision: async () => {
      seen.queries += 1;
      if (seen.isUnavailable) throw new Error('unavailable');
      return seen.queries;
    },
    listReleases: async () => [],
    readRelease: async () => null,
    readPublicRecord: async () => [],
    readStatus: async () => null,
    ping: async () => {},
    close: async () => {},
  };
  return { reader, seen };
}

it('queries the store once for concurrent requests, and in the background before the maximum age', async () => {
  const { reader, seen } = emptyStore();
  let nowMs = 0;
  const views = createSnapshotCache(reader, { now: () => nowMs, maxAgeMs: 100 });
  const first = await views.current();
  const queries: number[] = [];
  const same: boolean[] = [];
  for (nowMs of [10, 39, 41, 60, 99]) {
    same.push((await views.current()) === first);
    await new Promise(setImmediate);
    queries.push(seen.queries);
  }
  // The request at 41 got the old snapshot, and started the refresh for later requests.
  expect(queries).toEqual([1, 1, 2, 2, 3]);
  expect(same).toEqual([true, true, true, false, false]);
});

it('never returns a snapshot above the maximum age, and throws while the store is unavailable', async () => {
  const { reader, seen } = emptyStore();
  let nowMs = 0;
  const views = createSnapshotCache(reader, { now: () => nowMs, maxAgeMs: 100 });
  const first = await views.current();
  seen.isUnavailable = true;
  nowMs = 99;
  expect(await views.current()).toBe(first);
  await new Promise(setImmediate);
  nowMs = 100;
  await expect(views.current()).rejects.toThrow('unavailable');
  seen.isUnavailable = false;
  expect(await views.current()).not.toBe(first);
});
