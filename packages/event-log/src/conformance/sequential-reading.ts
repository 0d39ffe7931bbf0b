import { expect, it } from 'vitest';
import { formatRecord } from './counting-store.ts';
import {
  appendAll,
  createTopic,
  formatRecords,
  type LogUnderTest,
  numbered,
  readAll,
  record,
  waitUntil,
} from './harness.ts';

export function sequentialReadingRules(subject: () => LogUnderTest): void {
  it('reads a partition without a group, from one offset up to another', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const records = numbered(100);
    await appendAll(log, topic, records);
    const id = { topic, partition: 0 };
    const found: string[] = [];
    let next = 10;
    for await (const batch of log.readFrom(id, 10, { until: 60, maxBatchRecords: 7 })) {
      expect(batch.fromOffset).toBe(next);
      expect(batch.records.length).toBeLessThanOrEqual(7);
      expect(batch.log).toEqual({ clusterId: await log.clusterId(), topicId: await log.topicId(topic) });
      next = batch.nextOffset;
      found.push(...batch.records.map(formatRecord));
    }
    expect(next).toBe(60);
    expect(found).toEqual(formatRecords(records.slice(10, 60)));
    expect(await readAll(log, id, 100)).toEqual([]);
  });

  it('follows a partition until its signal aborts', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const abort = new AbortController();
    const found: string[] = [];
    const following = (async () => {
      for await (const batch of log.readFrom({ topic, partition: 0 }, 0, {
        until: 'follow',
        signal: abort.signal,
      })) {
        found.push(...batch.records.map(formatRecord));
      }
    })();
    await appendAll(log, topic, [record('a', '1')]);
    await waitUntil('the first record', () => found.length === 1);
    await appendAll(log, topic, [record('a', '2')]);
    await waitUntil('the second record', () => found.length === 2);
    abort.abort(new Error('enough'));
    await expect(following).rejects.toThrow('enough');
    expect(found).toEqual(['a=1', 'a=2']);
  });

  it('rejects an offset that is not on the log', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const reading = readAll(log, { topic, partition: 0 }, 5);
    await expect(reading).rejects.toMatchObject({ code: 'position-outside-log' });
  });

  it('skips gaps of compaction, and returns the last record of every key', async () => {
    const { log, compactionSettings, triggerCompaction } = subject();
    const topic = await createTopic(log, 1, { cleanup: 'compact', settings: compactionSettings });
    await appendAll(log, topic, numbered(500));
    const id = { topic, partition: 0 };
    const gone = async () => {
      await triggerCompaction(log, topic);
      const values = (await readAll(log, id)).flatMap((batch) => batch.records.map(formatRecord));
      return values.filter((value) => value.startsWith('k0=')).length === 1;
    };
    await waitUntil('compaction to drop superseded records', gone, 100_000);
    const batches = await readAll(log, id);
    const kept = batches
      .flatMap(({ records }) => records)
      .filter(({ key }) => formatRecord({ key, value: null }).startsWith('k'));
    expect(kept.map(formatRecord)).toEqual(formatRecords(numbered(500).slice(490)));
    expect(kept.map(({ offset }) => offset)).toEqual(Array.from({ length: 10 }, (_, index) => 490 + index));
    const [{ end } = { end: -1 }] = await log.offsets(topic);
    expect(batches.at(-1)?.nextOffset).toBe(end);
    // Reading can also start inside a gap.
    expect((await readAll(log, id, 100)).flatMap(({ records }) => records)[0]?.offset).toBe(490);
  }, 120_000);
}
