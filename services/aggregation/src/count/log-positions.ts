import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog, LogIdentity, PartitionId } from '@waylight/event-log';
import type { RawCellStore } from '@waylight/view-store';
import { listCountedTopics } from './counted-topics.ts';
import { partitionName } from './partition-names.ts';

export type LogEnd = { readonly id: PartitionId; readonly end: number };

/** Current ends of all counted partitions. */
export async function readLogEnds(log: EventLog): Promise<LogEnd[]> {
  const topics = await listCountedTopics(log);
  const ends = topics.map(async ({ name }) =>
    (await log.offsets(name)).map(({ partition, end }) => ({ id: { topic: name, partition }, end })),
  );
  return (await Promise.all(ends)).flat();
}

export type CountingLag = LogEnd & { readonly position: number; readonly lag: number };

/**
 * Lag of all counted partitions behind the log. It uses the positions in the store, so it measures what is
 * counted, not what is read.
 */
export async function readLags(log: EventLog, store: RawCellStore): Promise<CountingLag[]> {
  const ends = await readLogEnds(log);
  const positions = await Promise.all(ends.map(({ id }) => store.position(partitionName(id))));
  return ends.map(({ id, end }, i) => {
    const position = positions[i]?.offset ?? 0;
    return { id, end, position, lag: Math.max(0, end - position) };
  });
}

/**
 * Offsets of the first record of a partition and after its last record. They are equal if the partition is
 * empty or missing.
 */
export async function readExtent(
  log: EventLog,
  { topic, partition }: PartitionId,
): Promise<{ readonly start: number; readonly end: number }> {
  const extent = (await log.offsets(topic)).find((one) => one.partition === partition);
  return extent ?? { start: 0, end: 0 };
}

/** True if the position is on this log. A missing position fits any log. */
export function isSameLog(log: LogIdentity, position: LogIdentity | null): boolean {
  return position === null || (position.clusterId === log.clusterId && position.topicId === log.topicId);
}

export type WaitOptions = {
  readonly timeoutMs: number;
  readonly everyMs: number;
  readonly signal: AbortSignal;
};

/**
 * Waits until the store has persisted every partition up to these ends. Resolves to false after the timeout.
 */
export async function waitUntilCounted(
  store: RawCellStore,
  ends: readonly LogEnd[],
  { timeoutMs, everyMs, signal }: WaitOptions,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  let behind = ends;
  for (;;) {
    signal.throwIfAborted();
    const positions = await Promise.all(behind.map(({ id }) => store.position(partitionName(id))));
    behind = behind.filter(({ end }, i) => (positions[i]?.offset ?? 0) < end);
    if (behind.length === 0) return true;
    if (performance.now() >= deadline) return false;
    await delay(everyMs, undefined, { signal });
  }
}
