import { expect, it } from 'vitest';
import { partitionKey } from '../partition-reading.ts';
import type { LogPosition } from '../port.ts';
import { createCountingStore, createStoreReader } from './counting-store.ts';
import { appendAll, createTopic, formatRecords, type LogUnderTest, numbered, waitUntil } from './harness.ts';

export function positionRules(subject: () => LogUnderTest): void {
  const wrongPositions: [string, string, (right: LogPosition) => LogPosition][] = [
    ['past the end of the log', 'position-outside-log', (right) => ({ ...right, offset: 11 })],
    [
      'of another topic with the same name',
      'position-of-another-log',
      (right) => ({ ...right, topicId: 'another' }),
    ],
    ['of another cluster', 'position-of-another-log', (right) => ({ ...right, clusterId: 'another' })],
  ];

  it.each(wrongPositions)(
    'stops a partition whose position is %s, names `rebuild`, and reads the others',
    async (_, code, wrong) => {
      const { log } = subject();
      const topic = await createTopic(log, 2);
      await appendAll(log, topic, [...numbered(10, 0), ...numbered(10, 1)]);
      const store = createCountingStore();
      const right = { clusterId: await log.clusterId(), topicId: await log.topicId(topic), offset: 5 };
      store.put({ topic, partition: 0 }, wrong(right));
      store.put({ topic, partition: 1 }, right);
      const consumption = await log.consume({
        topics: [topic],
        group: topic,
        reader: createStoreReader(store),
      });
      await waitUntil('the partition with a valid position', () => store.all().length === 5);
      await waitUntil('the stopped partition', () => consumption.stoppedPartitions().length === 1);
      const [stopped] = consumption.stoppedPartitions();
      expect(stopped?.code).toBe(code);
      expect(stopped?.reason).toContain('waylight rebuild');
      expect(stopped?.reason).toContain(`${topic} partition 0`);
      expect(store.values({ topic, partition: 0 })).toEqual([]);
      expect(store.position({ topic, partition: 0 })).toEqual(wrong(right));
      await consumption.stop();
    },
  );

  it('accepts the end of the log as a position, and reads on from there', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const id = { topic, partition: 0 };
    await appendAll(log, topic, numbered(10));
    const store = createCountingStore();
    store.put(id, { clusterId: await log.clusterId(), topicId: await log.topicId(topic), offset: 10 });
    const consumption = await log.consume({
      topics: [topic],
      group: topic,
      reader: createStoreReader(store),
    });
    await waitUntil('the claim', () => consumption.assignedPartitions().length === 1);
    await appendAll(log, topic, numbered(3));
    await waitUntil('the new records', () => store.all().length === 3);
    expect(store.values(id)).toEqual(formatRecords(numbered(3)));
    await consumption.stop();
  });

  it('stops a partition if its reader returns `stopped`, with its reason', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, numbered(10));
    let handled = 0;
    const reader = {
      claim: async () => null,
      handle: async () => {
        handled += 1;
        return { stopped: 'the store refuses this cube version' };
      },
    };
    const consumption = await log.consume({ topics: [topic], group: topic, reader, maxBatchRecords: 2 });
    await waitUntil('the stop', () => consumption.stoppedPartitions().length === 1);
    expect(consumption.stoppedPartitions()).toEqual([
      { id: { topic, partition: 0 }, code: 'reader-stopped', reason: 'the store refuses this cube version' },
    ]);
    await appendAll(log, topic, numbered(10));
    expect(handled).toBe(1);
    await consumption.stop();
  });

  it('reads correctly across gaps of compaction, from positions before, inside and after a gap', async () => {
    const { log, compactionSettings, triggerCompaction } = subject();
    const topic = await createTopic(log, 1, { cleanup: 'compact', settings: compactionSettings });
    const id = { topic, partition: 0 };
    await appendAll(log, topic, numbered(500));
    const countOf = async () => {
      let count = 0;
      for await (const { records } of log.readFrom(id, 0)) count += records.length;
      return count;
    };
    await waitUntil(
      'compaction',
      async () => {
        await triggerCompaction(log, topic);
        return (await countOf()) < 400;
      },
      100_000,
    );
    const identity = { clusterId: await log.clusterId(), topicId: await log.topicId(topic) };
    for (const offset of [0, 250, 495]) {
      const store = createCountingStore();
      store.put(id, { ...identity, offset });
      const group = `${topic}-${offset}`;
      const consumption = await log.consume({
        topics: [topic],
        group,
        reader: createStoreReader(store),
        maxBatchRecords: 3,
      });
      await waitUntil('the end', async () => (await consumption.lag())[0]?.lag === 0);
      const numbers = store.values(id).filter((value) => value.startsWith('k'));
      expect(numbers).toEqual(formatRecords(numbered(500).slice(Math.max(490, offset))));
      expect(store.outcomes).toMatchObject({ moved: 0, fenced: 0 });
      expect(consumption.stoppedPartitions().map((one) => partitionKey(one.id))).toEqual([]);
      await consumption.stop();
    }
  }, 150_000);
}
