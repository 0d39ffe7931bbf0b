import type { ReleasedReader } from '@waylight/view-store';
import { expect, it } from 'vitest';
import { createSnapshotCache } from './released-snapshot.ts';

/** A store that is empty, and counts how often it is asked. */
function emptyStore() {
  const seen = { asked: 0, isAway: false };
  const reader: ReleasedReader = {
    revision: async () => {
      seen.asked += 1;
      if (seen.isAway) throw new Error('away');
      return seen.asked;
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

it('asks the store once for all who ask within a moment, and beside them before the view is too old', async () => {
  const { reader, seen } = emptyStore();
  let nowMs = 0;
  const views = createSnapshotCache(reader, { now: () => nowMs, maxAgeMs: 100 });
  const first = await views.current();
  const asked: number[] = [];
  const same: boolean[] = [];
  for (nowMs of [10, 39, 41, 60, 99]) {
    same.push((await views.current()) === first);
    await new Promise(setImmediate);
    asked.push(seen.asked);
  }
  // At 41 somebody was given the old view, and had the new one fetched that whoever came after him got.
  expect(asked).toEqual([1, 1, 2, 2, 3]);
  expect(same).toEqual([true, true, true, false, false]);
});

it('answers nothing older than that, and says that the store is away to whoever asks then', async () => {
  const { reader, seen } = emptyStore();
  let nowMs = 0;
  const views = createSnapshotCache(reader, { now: () => nowMs, maxAgeMs: 100 });
  const first = await views.current();
  seen.isAway = true;
  nowMs = 99;
  expect(await views.current()).toBe(first);
  await new Promise(setImmediate);
  nowMs = 100;
  await expect(views.current()).rejects.toThrow('away');
  seen.isAway = false;
  expect(await views.current()).not.toBe(first);
});
