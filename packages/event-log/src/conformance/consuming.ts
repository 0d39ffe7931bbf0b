import { expect, it } from 'vitest';
import { partitionKey } from '../partition-reading.ts';
import type { LogBatch, PartitionReader } from '../port.ts';
import { createCountingStore, createStoreReader } from './counting-store.ts';
import {
  appendAll,
  createTopic,
  formatRecords,
  type LogUnderTest,
  numbered,
  topicSpec,
  waitUntil,
} from './harness.ts';

const QUICK = { first: 20, last: 200 };

export function consumingRules(subject: () => LogUnderTest): void {
  it('delivers every record once and in order, if the reader stores its position with its state', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 3);
    const records = numbered(1_000);
    const at = await appendAll(log, topic, records);
    const store = createCountingStore();
    const consumption = await log.consume({
      topics: [topic],
      group: topic,
      reader: createStoreReader(store),
      maxBatchRecords: 100,
    });
    await waitUntil('all records', () => store.all().length >= 1_000);
    for (const partition of [0, 1, 2]) {
      const sent = records.filter((_, index) => at[index]?.partition === partition);
      expect(store.values({ topic, partition })).toEqual(formatRecords(sent));
    }
    expect(consumption.assignedPartitions().map(partitionKey).sort()).toEqual(
      [0, 1, 2].map((partition) => `${topic}/${partition}`),
    );
    expect(performance.now() - consumption.lastFetchAtMs()).toBeLessThan(10_000);
    await consumption.stop();
    expect(await consumption.ended).toEqual({ kind: 'stopped' });
  });

  it("reads from the store's position after a restart, also if the group had read further", async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const id = { topic, partition: 0 };
    const records = numbered(100);
    await appendAll(log, topic, records);
    const store = createCountingStore();
    const first = await log.consume({ topics: [topic], group: topic, reader: createStoreReader(store) });
    await waitUntil('all records', () => store.all().length === 100);
    await first.stop();

    // The store is restored from an older copy, state and position together.
    const position = store.position(id);
    if (position === null) throw new Error('nothing was saved');
    store.put(id, { ...position, offset: 40 }, formatRecords(records.slice(0, 40)));
    const second = await log.consume({ topics: [topic], group: topic, reader: createStoreReader(store) });
    await waitUntil('the records from there', () => store.all().length === 100);
    expect(store.values(id)).toEqual(formatRecords(records));
    await second.stop();
  });

  it('claims again and delivers the same records after `reclaim`', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const id = { topic, partition: 0 };
    await appendAll(log, topic, numbered(50));
    const store = createCountingStore();
    let fenced = false;
    const reader = createStoreReader(store, () => {
      // Another worker claims the partition between this worker's read and commit.
      if (!fenced) store.claim(id);
      fenced = true;
    });
    const consumption = await log.consume({ topics: [topic], group: topic, reader, backoffMs: QUICK });
    await waitUntil('all records', () => store.all().length === 50);
    expect(store.outcomes.fenced).toBe(1);
    expect(store.values(id)).toEqual(formatRecords(numbered(50)));
    await consumption.stop();
  });

  it('never skips a batch whose commit returned `moved`', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const id = { topic, partition: 0 };
    await appendAll(log, topic, numbered(90));
    const store = createCountingStore();
    let moved = false;
    const reader = createStoreReader(store, (batch) => {
      if (moved || batch.fromOffset !== 30) return;
      moved = true;
      // The store is restored from an older copy while this batch is handled.
      store.put(id, { ...batch.log, offset: 10 }, formatRecords(numbered(10)));
    });
    const options = { topics: [topic], group: topic, reader, maxBatchRecords: 10, backoffMs: QUICK };
    const consumption = await log.consume(options);
    await waitUntil('all records', () => store.all().length === 90);
    expect(store.outcomes.moved).toBe(1);
    expect(store.values(id)).toEqual(formatRecords(numbered(90)));
    await consumption.stop();
  });

  it('delivers the same batch again after a throw, with growing waits, while other partitions go on', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 2);
    const broken = { topic, partition: 0 };
    await appendAll(log, topic, [...numbered(10, 0), ...numbered(10, 1)]);
    const store = createCountingStore();
    const tries: { from: number; atMs: number }[] = [];
    const reader = createStoreReader(store, (batch) => {
      if (batch.id.partition !== 0 || tries.length >= 5) return;
      tries.push({ from: batch.fromOffset, atMs: performance.now() });
      throw new Error('the store is down');
    });
    const consumption = await log.consume({
      topics: [topic],
      group: topic,
      reader,
      backoffMs: { first: 40, last: 160 },
    });
    await waitUntil('the other partition', () => store.values({ topic, partition: 1 }).length === 10);
    await waitUntil('a third attempt', () => tries.length >= 3);
    expect(store.position(broken)).toBeNull();
    expect(consumption.failingPartitions().map(({ id }) => partitionKey(id))).toEqual([partitionKey(broken)]);
    await waitUntil('all records', () => store.all().length === 20);
    expect(new Set(tries.map(({ from }) => from))).toEqual(new Set([0]));
    expect(gap(tries, 4)).toBeGreaterThanOrEqual(75);
    expect(store.values(broken)).toEqual(formatRecords(numbered(10)));
    await waitUntil('the failure to end', () => consumption.failingPartitions().length === 0);
    await consumption.stop();
  });

  it('retries a claim that threw an error', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, numbered(5));
    const store = createCountingStore();
    const sound = createStoreReader(store);
    let claims = 0;
    const reader: PartitionReader = {
      ...sound,
      claim: async (id, context) => {
        claims += 1;
        if (claims < 3) throw new Error('the store is down');
        return sound.claim(id, context);
      },
    };
    const consumption = await log.consume({ topics: [topic], group: topic, reader, backoffMs: QUICK });
    await waitUntil('all records', () => store.all().length === 5);
    await consumption.stop();
  });

  it('reports no failure after a claim succeeds, also without records', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const sound = createStoreReader(createCountingStore());
    let away = true;
    const reader: PartitionReader = {
      ...sound,
      claim: async (id, context) => {
        if (away) throw new Error('the store is down');
        return sound.claim(id, context);
      },
    };
    const consumption = await log.consume({ topics: [topic], group: topic, reader, backoffMs: QUICK });
    await waitUntil('the trouble', () => consumption.failingPartitions().length === 1);
    away = false;
    await waitUntil('its end', () => consumption.failingPartitions().length === 0);
    await consumption.stop();
  });

  it('respects the limits of concurrent batches and records, also with a slow reader', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 4);
    await appendAll(
      log,
      topic,
      numbered(400).map((one, index) => ({ ...one, partition: index % 4 })),
    );
    const store = createCountingStore();
    let [inHand, most, largest] = [0, 0, 0];
    const reader = createStoreReader(store, async (batch) => {
      inHand += 1;
      most = Math.max(most, inHand);
      largest = Math.max(largest, batch.records.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inHand -= 1;
    });
    const consumption = await log.consume({
      topics: [topic],
      group: topic,
      reader,
      concurrency: 2,
      maxBatchRecords: 20,
    });
    await waitUntil('all records', () => store.all().length === 400);
    expect(most).toBe(2);
    expect(largest).toBe(20);
    await consumption.stop();
  });

  it('returns the lag of each partition', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, numbered(30));
    const store = createCountingStore();
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reader = createStoreReader(store, (batch) => (batch.fromOffset === 10 ? blocked : undefined));
    const consumption = await log.consume({ topics: [topic], group: topic, reader, maxBatchRecords: 10 });
    await waitUntil('the first batch', () => store.all().length === 10);
    const lag = async () => (await consumption.lag()).map((one) => [one.nextOffset, one.end, one.lag]);
    expect(await lag()).toEqual([[10, 30, 20]]);
    release();
    await waitUntil('the rest', () => store.all().length === 30);
    await waitUntil('no lag', async () => (await consumption.lag())[0]?.lag === 0);
    expect(await lag()).toEqual([[30, 30, 0]]);
    await consumption.stop();
  });

  it('when it stops, finishes the running batch and begins no other batch', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, numbered(100));
    const store = createCountingStore();
    let begun = 0;
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const lost: string[] = [];
    const reader: PartitionReader = {
      ...createStoreReader(store, async () => {
        begun += 1;
        await blocked;
      }),
      onLost: (id) => lost.push(partitionKey(id)),
    };
    const consumption = await log.consume({ topics: [topic], group: topic, reader, maxBatchRecords: 10 });
    await waitUntil('the first batch', () => begun === 1);
    const stopped = consumption.stop();
    release();
    await stopped;
    expect(store.all()).toEqual(formatRecords(numbered(10)));
    expect(begun).toBe(1);
    expect(lost).toEqual([`${topic}/0`]);
    await consumption.stop();
  });

  it('stops when the log is closed, and aborts the signal of a reader that hangs', async () => {
    const { log, reopen } = subject();
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, numbered(1));
    const seen: LogBatch[] = [];
    const reader: PartitionReader = {
      claim: async () => null,
      handle: async (batch, { signal }) => {
        seen.push(batch);
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        return 'done';
      },
    };
    const consumption = await log.consume({ topics: [topic], group: topic, reader });
    await waitUntil('a batch to be handled', () => seen.length === 1);
    await reopen();
    expect(await consumption.ended).toEqual({ kind: 'stopped' });
    expect(seen).toHaveLength(1);
  }, 30_000);

  it('adds a topic that is created later', async () => {
    const { log } = subject();
    const known = await createTopic(log, 1);
    const later = topicSpec(2);
    await appendAll(log, known, numbered(5));
    const store = createCountingStore();
    const topics = async () => [known, later.name];
    const consumption = await log.consume({
      topics,
      group: known,
      reader: createStoreReader(store),
      topicWatchMs: 300,
    });
    await waitUntil('the first topic', () => store.all().length === 5);
    await log.applyTopics([later]);
    await appendAll(log, later.name, numbered(5, 1));
    await waitUntil('the later topic', () => store.all().length === 10);
    expect(consumption.assignedPartitions()).toHaveLength(3);
    await consumption.stop();
  });
}

function gap(tries: readonly { atMs: number }[], index: number): number {
  return (tries[index]?.atMs ?? 0) - (tries[index - 1]?.atMs ?? 0);
}
