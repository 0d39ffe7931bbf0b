import { expect, it } from 'vitest';
import { AppendError } from '../errors.ts';
import { partitionOf } from '../partitioning.ts';
import { formatRecord } from './counting-store.ts';
import {
  appendAll,
  createTopic,
  type LogUnderTest,
  numbered,
  readAll,
  record,
  topicSpec,
} from './harness.ts';

export function appendingRules(subject: () => LogUnderTest): void {
  it('keeps the order of the records of a key, and returns their positions', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 3);
    const records = numbered(300);
    const at = await appendAll(log, topic, records);

    expect(at.map(({ partition }) => partition)).toEqual(records.map(({ key }) => partitionOf(key, 3)));
    for (const partition of [0, 1, 2]) {
      const found = (await readAll(log, { topic, partition })).flatMap((batch) => batch.records);
      const sent = records.filter((_, index) => at[index]?.partition === partition);
      expect(found.map(formatRecord)).toEqual(sent.map(formatRecord));
      const offsets = at.filter((one) => one.partition === partition).map(({ offset }) => offset);
      expect(found.map(({ offset }) => offset)).toEqual(offsets);
    }
  });

  it('uses the partition of a record, and distinguishes a null value from an empty one', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 3);
    const startMs = Date.now();
    await appendAll(log, topic, [record('a', null, 2), record('a', '', 2)]);
    const [batch] = await readAll(log, { topic, partition: 2 });
    expect(batch?.records.map(({ value }) => value?.length ?? null)).toEqual([null, 0]);
    expect(batch?.records[0]?.timestampMs).toBeGreaterThanOrEqual(startMs - 1_000);
    expect(batch?.records[0]?.timestampMs).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it('appends to several topics in one send', async () => {
    const { log } = subject();
    const [one, other] = [await createTopic(log, 1), await createTopic(log, 1)];
    const appender = log.createAppender();
    const at = await appender.appendAll([
      { topic: one, records: [record('a', '1')] },
      { topic: other, records: [record('b', '2'), record('c', '3')] },
    ]);
    expect(at.map((places) => places.map(({ offset }) => offset))).toEqual([[0], [0, 1]]);
  });

  it('runs concurrent appends one after the other', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const appender = log.createAppender();
    const at = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        appender.append(topic, [record('a', `${index}`), record('b', `${index}`)]),
      ),
    );
    expect(at.flat().map(({ offset }) => offset)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('accepts more records in one append than fit into one message to a broker', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 2);
    const value = 'x'.repeat(1_000);
    const at = await appendAll(
      log,
      topic,
      Array.from({ length: 3_000 }, (_, index) => record(`k${index}`, value, index % 2)),
    );
    expect(at.at(-2)).toEqual({ partition: 0, offset: 1_499 });
    expect(at.at(-1)).toEqual({ partition: 1, offset: 1_499 });
  });

  it('rejects records that it cannot write with `not-acknowledged`, and goes on with the next append', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const appender = log.createAppender();
    const unknown = await appender
      .append(topicSpec(1).name, [record('a', '1')], { deadlineMs: 5_000 })
      .catch((error) => error);
    expect(unknown).toBeInstanceOf(AppendError);
    expect(unknown.code).toBe('not-acknowledged');
    expect(await appender.append(topic, [record('a', '2')])).toEqual([{ partition: 0, offset: 0 }]);
  });

  it('writes nothing after its signal aborted', async () => {
    const { log } = subject();
    const topic = await createTopic(log, 1);
    const appender = log.createAppender();
    const refused = appender.append(topic, [record('a', '1')], { signal: AbortSignal.abort() });
    await expect(refused).rejects.toBeInstanceOf(AppendError);
    expect(await log.offsets(topic)).toEqual([{ partition: 0, start: 0, end: 0 }]);
  });

  it('keeps acknowledged records across a restart', async () => {
    const { log, reopen } = subject();
    const topic = await createTopic(log, 1);
    await appendAll(log, topic, [record('a', '1')]);
    const ids = [await log.clusterId(), await log.topicId(topic)];
    const again = await reopen();
    expect([await again.clusterId(), await again.topicId(topic)]).toEqual(ids);
    expect(
      (await readAll(again, { topic, partition: 0 })).flatMap(({ records }) => records.map(formatRecord)),
    ).toEqual(['a=1']);
  });
}
