import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedViewStore, type ViewStore } from '@waylight/view-store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCountedTopicsReader } from './counted-topics-reader.ts';

const before = { clusterId: 'cluster', topicId: 'before' };
const now = { clusterId: 'cluster', topicId: 'now' };
const topic = 'reports.v1.MK';
const signal = new AbortController().signal;

let folder: string;
let viewStore: ViewStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waylight-reader-'));
  viewStore = await createEmbeddedViewStore({ file: join(folder, 'views.sqlite') });
});
afterEach(async () => {
  await viewStore.close();
  await rm(folder, { recursive: true, force: true });
});

async function countPartition(partition: number, log: typeof before): Promise<void> {
  const store = viewStore.generation('g1');
  const name = `${topic}:${partition}`;
  const { epoch } = await store.claim(name);
  const nothing = { contributions: new Map(), cells: new Map() };
  await store.commit(name, { epoch, expected: null, next: { ...log, offset: 7 }, ...nothing });
}

function reader() {
  const deadLetters = { append: async () => [], appendAll: async () => [], close: async () => {} };
  return createCountedTopicsReader({ store: viewStore.generation('g1'), deadLetters, maxCachedCells: 1_000 });
}

it('does not count a new partition of a recreated topic while the store has cells of the previous topic', async () => {
  await countPartition(0, before);
  const position = await reader().claim({ topic, partition: 1 }, { log: now, signal });
  // The event log stops consuming a partition whose position belongs to another log.
  expect(position).toMatchObject(before);
});

it('starts a new partition of the same log at its start', async () => {
  await countPartition(0, now);
  expect(await reader().claim({ topic, partition: 1 }, { log: now, signal })).toBeNull();
});

it('starts an uncounted topic at its beginning, even if positions of other topics belong to another log', async () => {
  await countPartition(0, before);
  expect(await reader().claim({ topic: 'reports.v1.RS', partition: 0 }, { log: now, signal })).toBeNull();
});

it('does not count a batch that starts at a position other than the claimed one', async () => {
  await countPartition(0, now);
  const id = { topic, partition: 0 };
  const one = reader();
  await one.claim(id, { log: now, signal });
  const batch = { id, log: now, records: [], highWatermark: 12 };
  const context = { heartbeat: async () => {}, signal };
  expect(await one.handle({ ...batch, fromOffset: 8, nextOffset: 12 }, context)).toBe('reclaim');
  expect(await viewStore.generation('g1').position(`${topic}:0`)).toEqual({ ...now, offset: 7 });
  await one.claim(id, { log: now, signal });
  expect(await one.handle({ ...batch, fromOffset: 7, nextOffset: 12 }, context)).toBe('done');
});
