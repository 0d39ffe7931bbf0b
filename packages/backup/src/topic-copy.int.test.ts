import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Appender, createEmbeddedEventLog, type EventLog } from '@waylight/event-log';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { hashFile } from './database-facts.ts';
import { copyTopic, hasRecordsOf, readTopic, readTopicCopy, type TopicRecord } from './topic-copy.ts';

const TOPIC = 'releases';
const RECORDS: readonly TopicRecord[] = [
  { key: Buffer.from('a'), value: Buffer.from([0, 255, 10, 13]) },
  { key: Buffer.from('b'), value: Buffer.alloc(0) },
  { key: Buffer.from('a'), value: null },
];

let file: string;
let log: EventLog;
let appender: Appender;
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'topic-copy-'));
  file = join(folder, 'copy');
  log = createEmbeddedEventLog({ file: join(folder, 'log.sqlite') });
  await log.applyTopics([{ name: TOPIC, partitions: 1, cleanup: 'delete', retentionMs: -1, settings: {} }]);
  appender = log.createAppender();
  onTestFinished(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });
});

async function collect(records: AsyncIterable<TopicRecord>): Promise<TopicRecord[]> {
  const found: TopicRecord[] = [];
  for await (const one of records) found.push(one);
  return found;
}

const copy = async (earlier?: Awaited<ReturnType<typeof part>>) =>
  copyTopic(log, { topic: TOPIC, file, earlier });
const part = async () => ({
  name: 'releases',
  file: 'data.jsonl',
  bytes: statSync(file).size,
  sha256: hashFile(file),
});

it('a copy of a topic has every record, byte for byte and in order, in a private file', async () => {
  await copy();
  expect(readFileSync(file)).toHaveLength(0);
  await appender.append(TOPIC, RECORDS);
  expect(await copy()).toBe(true);
  expect(await collect(readTopicCopy(file))).toEqual(RECORDS);
  expect(await collect(readTopic(log, TOPIC))).toEqual(RECORDS);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('a topic has the records of an earlier copy until one of them is lost', async () => {
  await appender.append(TOPIC, RECORDS);
  await copy();
  const earlier = await part();
  await appender.append(TOPIC, RECORDS.slice(0, 1));
  expect([await copy(earlier), await hasRecordsOf(log, TOPIC, earlier)]).toEqual([true, true]);
  const later = await part();
  const other = { ...earlier, sha256: later.sha256 };
  expect([await copy(other), await hasRecordsOf(log, TOPIC, other)]).toEqual([false, false]);
  const longer = { ...later, bytes: later.bytes + 1 };
  expect([await copy(longer), await hasRecordsOf(log, TOPIC, longer)]).toEqual([false, false]);
});
