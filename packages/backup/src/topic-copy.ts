import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EventLog } from '@waylight/event-log';
import { z } from 'zod';
import type { RecordsPart } from './manifest.ts';

/** A record of a topic, as bytes. */
export type TopicRecord = { readonly key: Buffer; readonly value: Buffer | null };

/**
 * Writes all records of a topic with one partition to a new private file, in order: a line of JSON for each record, with key
 * and value in base64. Returns false if the topic does not begin with the records of an earlier copy.
 */
export async function copyTopic(
  eventLog: EventLog,
  { topic, file, earlier }: { readonly topic: string; readonly file: string; readonly earlier?: RecordsPart },
): Promise<boolean> {
  const check = createPrefixCheck(earlier);
  const fd = openSync(file, 'w', 0o600);
  try {
    for await (const record of readTopic(eventLog, topic)) {
      const line = lineOf(record);
      check.add(line);
      writeSync(fd, line);
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return check.hasPassed();
}

/** True if the topic begins with the records of a copy. */
export async function hasRecordsOf(eventLog: EventLog, topic: string, copy: RecordsPart): Promise<boolean> {
  const check = createPrefixCheck(copy);
  for await (const record of readTopic(eventLog, topic)) if (!check.add(lineOf(record))) break;
  return check.hasPassed();
}

/** All records of a topic with one partition, in order. */
export async function* readTopic(eventLog: EventLog, topic: string): AsyncGenerator<TopicRecord> {
  const [{ start, end } = { start: 0, end: 0 }] = await eventLog.offsets(topic);
  if (end <= start) return;
  for await (const { records } of eventLog.readFrom({ topic, partition: 0 }, start, { until: end }))
    for (const { key, value } of records)
      yield { key: Buffer.from(key ?? []), value: value === null ? null : Buffer.from(value) };
}

const lineSchema = z.strictObject({ key: z.base64(), value: z.base64().nullable() });

/** @throws if a line is not a record. */
export async function* readTopicCopy(file: string): AsyncGenerator<TopicRecord> {
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const { key, value } = lineSchema.parse(JSON.parse(line));
    yield { key: Buffer.from(key, 'base64'), value: value === null ? null : Buffer.from(value, 'base64') };
  }
}

const lineOf = ({ key, value }: TopicRecord): Buffer =>
  Buffer.from(
    `${JSON.stringify({ key: key.toString('base64'), value: value?.toString('base64') ?? null })}\n`,
  );

/** Compares the beginning of a file with an earlier one that it must extend. */
function createPrefixCheck({ bytes, sha256 }: Pick<RecordsPart, 'bytes' | 'sha256'> = NOTHING) {
  const hash = createHash('sha256');
  let missing = bytes;
  return {
    /** Returns false if no further line is needed. */
    add(line: Buffer): boolean {
      const needed = line.subarray(0, missing);
      hash.update(needed);
      missing -= needed.length;
      return missing > 0;
    },
    hasPassed: (): boolean => missing === 0 && hash.digest('hex') === sha256,
  };
}

const NOTHING = { bytes: 0, sha256: createHash('sha256').digest('hex') };
