import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createCountingStore, createStoreReader } from './conformance/counting-store.ts';
import { appendAll, createTopic, numbered, readAll, record, waitUntil } from './conformance/harness.ts';
import { createEmbeddedEventLog, type EmbeddedEventLog } from './embedded/embedded-event-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'waylight-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the file of the embedded event log', () => {
  const file = join(folder, 'log.sqlite');
  const open: EmbeddedEventLog[] = [];
  const openLog = (): EmbeddedEventLog => {
    const log = createEmbeddedEventLog({ file });
    open.push(log);
    return log;
  };
  afterEach(async () => {
    for (const log of open.splice(0)) await log.close();
  });

  it('cannot be opened twice at the same time: the second opening fails with a reason', async () => {
    openLog();
    expect(() => createEmbeddedEventLog({ file })).toThrow(/is another process using it/);
  });
});

describe('groups and retention of the embedded event log', () => {
  const log = createEmbeddedEventLog({ file: join(folder, 'groups.sqlite') });
  afterAll(() => log.close());

  it('allow one consumer for each group, and another one after that consumer stopped', async () => {
    const topic = await createTopic(log, 1);
    const options = { topics: [topic], group: topic, reader: createStoreReader(createCountingStore()) };
    const first = await log.consume(options);
    await expect(log.consume(options)).rejects.toMatchObject({ code: 'unavailable' });
    await first.stop();
    await (await log.consume(options)).stop();
  });

  it('move the start of a topic with deletion, and stop a reader whose position was deleted', async () => {
    const topic = await createTopic(log, 1, { retentionMs: 0 });
    await appendAll(log, topic, numbered(10));
    await waitUntil('the retention to pass', () => log.compact() > 0);
    expect(await log.offsets(topic)).toEqual([{ partition: 0, start: 10, end: 10 }]);
    const store = createCountingStore();
    store.put(
      { topic, partition: 0 },
      { clusterId: await log.clusterId(), topicId: await log.topicId(topic), offset: 4 },
    );
    const consumption = await log.consume({
      topics: [topic],
      group: topic,
      reader: createStoreReader(store),
    });
    await waitUntil('the stop', () => consumption.stoppedPartitions().length === 1);
    expect(consumption.stoppedPartitions()[0]).toMatchObject({ code: 'position-outside-log' });
    await consumption.stop();
  });

  it('keep a tombstone for the delete retention of its topic, and then delete the key', async () => {
    const settings = { 'delete.retention.ms': '0' };
    const topic = await createTopic(log, 1, { cleanup: 'compact', settings });
    await appendAll(log, topic, [record('a', '1'), record('b', '1'), record('a', null)]);
    await waitUntil('the tombstone to go', () => {
      log.compact();
      return readAll(log, { topic, partition: 0 }).then(
        (batches) => batches.flatMap(({ records }) => records).length === 1,
      );
    });
    expect(await log.offsets(topic)).toEqual([{ partition: 0, start: 0, end: 3 }]);
  });
});
