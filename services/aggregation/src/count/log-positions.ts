import { setTimeout as delay } from 'node:timers/promises';
import type { EventLog, PartitionId } from '@waylight/event-log';
import type { RawCellStore } from '@waylight/view-store';
import { listCountedTopics } from './counted-topics.ts';
import { partitionName } from './partition-names.ts';

export type LogEnd = { readonly id: PartitionId; readonly end: number };

/** The ends of all partitions that are counted, as they are now. */
export async function readLogEnds(log: EventLog): Promise<LogEnd[]> {
  const topics = await listCountedTopics(log);
  const ends = topics.map(async ({ name }) =>
    (await log.offsets(name)).map(({ partition, end }) => ({ id: { topic: name, partition }, end })),
  );
  return (await Promise.all(ends)).flat();
}

export type WaitOptions = {
  readonly timeoutMs: number;
  readonly everyMs: number;
  readonly signal: AbortSignal;
};

/** Waits until the store has persisted every partition up to these ends; false where it does not within the time. */
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
