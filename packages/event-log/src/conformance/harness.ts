import { uniqueName, waitFor } from '@waylight/testing';
import type { EventLog, LogBatch, OutgoingRecord, PartitionId, TopicSettings } from '../port.ts';
import { formatRecord } from './counting-store.ts';

/** One adapter under test. */
export type LogUnderTest = {
  readonly log: EventLog;
  /** Closes and reopens the log. */
  reopen(): Promise<EventLog>;
  /** Topic settings with which the adapter compacts as soon as possible. */
  readonly compactionSettings: Readonly<Record<string, string>>;
  /** Triggers compaction. Tests call it until compaction has happened. */
  triggerCompaction(log: EventLog, topic: string): Promise<void>;
  close(): Promise<void>;
};

export function topicSpec(partitions: number, more: Partial<TopicSettings> = {}): TopicSettings {
  return { name: uniqueName('topic'), partitions, cleanup: 'delete', retentionMs: -1, settings: {}, ...more };
}

export async function createTopic(
  log: EventLog,
  partitions: number,
  more: Partial<TopicSettings> = {},
): Promise<string> {
  const spec = topicSpec(partitions, more);
  await log.applyTopics([spec]);
  return spec.name;
}

export function record(key: string, value: string | null, partition?: number): OutgoingRecord {
  const outgoing = { key: Buffer.from(key), value: value === null ? null : Buffer.from(value) };
  return partition === undefined ? outgoing : { ...outgoing, partition };
}

/** `count` records over ten keys: k0=0, k1=1, … k0=10, … */
export function numbered(count: number, partition?: number): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => record(`k${index % 10}`, String(index), partition));
}

export function formatRecords(records: readonly OutgoingRecord[]): string[] {
  return records.map(formatRecord);
}

export async function appendAll(log: EventLog, topic: string, records: readonly OutgoingRecord[]) {
  const appender = log.createAppender();
  const at = await appender.append(topic, records);
  await appender.close();
  return at;
}

export async function readAll(log: EventLog, id: PartitionId, from = 0): Promise<LogBatch[]> {
  const batches: LogBatch[] = [];
  for await (const batch of log.readFrom(id, from)) batches.push(batch);
  return batches;
}

export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 20_000,
): Promise<void> {
  await waitFor(what, holds, { deadlineMs, everyMs: 10 });
}
