import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportsTopic, topicRegistry } from '@waylight/contracts';
import { type Appender, createKafkaEventLog, type EventLog } from '@waylight/event-log';
import { kafkaJarsForTests, startOwnKafka, waitFor } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The topic's settings, with 1.5 seconds in place of six days. */
const SHORT_MS = 1_500;
const topic = reportsTopic('MK');
const jars = await kafkaJarsForTests();

describe.skipIf('unavailable' in jars)('a retracted report on the disk of a real broker', () => {
  let folder: string;
  let log: EventLog;
  let appender: Appender;
  const close: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'erased-log-'));
    close.push(() => rm(folder, { recursive: true }));
    const kafka = await startOwnKafka({
      dataFolder: folder,
      settings: { 'log.segment.delete.delay.ms': '0', 'log.cleaner.backoff.ms': '200' },
    });
    if ('unavailable' in kafka) throw new Error(kafka.unavailable);
    close.push(() => kafka.stop());
    log = createKafkaEventLog({ brokers: [kafka.address], clientId: 'test' });
    close.push(() => log.close());
    const short = topicRegistry(1, ['MK'])
      .filter(({ name }) => name === topic)
      .map((spec) => ({
        ...spec,
        settings: {
          ...spec.settings,
          'segment.ms': String(SHORT_MS),
          'max.compaction.lag.ms': String(SHORT_MS),
          'delete.retention.ms': String(SHORT_MS),
        },
      }));
    await log.applyTopics(short);
    appender = log.createAppender();
    close.push(() => appender.close());
  }, 240_000);
  afterAll(async () => {
    for (const one of close.reverse()) await one();
  });

  const key = Buffer.alloc(16, 7);
  const mark = randomBytes(64);
  const retraction = Buffer.from('a retraction');
  const append = (...values: readonly (Uint8Array | null)[]) =>
    appender.append(
      topic,
      values.map((value) => ({ key, value })),
    );
  const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  async function contains(content: Buffer): Promise<boolean> {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const segments = found.filter(
      (file) => file.name.includes('.log') && file.parentPath.endsWith(`${topic}-0`),
    );
    expect(segments.length).toBeGreaterThan(0);
    const read = segments.map((file) =>
      readFile(join(file.parentPath, file.name)).catch(() => Buffer.alloc(0)),
    );
    return (await Promise.all(read)).some((bytes) => bytes.includes(content));
  }

  it('stays until a later record, and is compacted after the retraction is republished', async () => {
    // Written in one append: between two appends a segment may end and be compacted.
    await append(mark, retraction);
    expect(await contains(mark)).toBe(true);
    // Three times the topic's limit: the segment is open, and the cleaner runs every 200 ms.
    await after(3 * SHORT_MS);
    expect(await contains(mark)).toBe(true);
    await append(retraction);
    await waitFor('the log to be compacted', async () => !(await contains(mark)), {
      deadlineMs: 20_000,
      everyMs: 100,
    });
    expect(await contains(retraction)).toBe(true);
  });

  it('leaves no trace after its tombstone was compacted', async () => {
    await append(null);
    const other = { key: Buffer.alloc(16, 8), value: Buffer.from('another report') };
    await waitFor(
      'the retraction to go',
      async () => {
        await appender.append(topic, [other]);
        return !(await contains(retraction)) && !(await contains(key));
      },
      { deadlineMs: 40_000, everyMs: SHORT_MS },
    );
  });
});
