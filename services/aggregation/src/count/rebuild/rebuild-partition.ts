import type { EventLog, PartitionId } from '@waylight/event-log';
import type { RawCellStore, StoredPosition } from '@waylight/view-store';
import { applyBatch, createClaimedPartition, maxRecordsPerBatch } from '../apply-batch.ts';
import type { ApplyContext } from '../apply-records.ts';
import { partitionName } from '../partition-names.ts';
import { hasSameCells } from './compare-cells.ts';

export type PartitionToRebuild = {
  readonly id: PartitionId;
  readonly eventLog: EventLog;
  readonly live: RawCellStore;
  readonly next: RawCellStore;
  readonly appendDeadLetters: ApplyContext['appendDeadLetters'];
  /** Told how many offsets were read. */
  readonly onRead: (offsets: number) => void;
};

export type RebuiltPartition = {
  /** Reads on to where the live generation is now. */
  catchUp(signal: AbortSignal): Promise<void>;
  /** Reads on to where the live generation is now, then says whether both hold the same there. */
  catchUpAndCompare(signal: AbortSignal): Promise<'same' | 'differs' | 'not comparable'>;
};

/** Claims a partition in the new generation, where nobody else works until it serves. */
export async function rebuildPartition(task: PartitionToRebuild): Promise<RebuiltPartition> {
  const { id, eventLog, live, next } = task;
  const name = partitionName(id);
  const held = createClaimedPartition(id, await next.claim(name));
  const { cells } = held;

  const readTo = async (
    until: number,
    appendDeadLetters: ApplyContext['appendDeadLetters'],
    signal: AbortSignal,
  ): Promise<void> => {
    const from = held.position?.offset ?? (await startOf(eventLog, id));
    if (from >= until) return;
    const options = { until, maxBatchRecords: maxRecordsPerBatch(held), signal };
    for await (const batch of eventLog.readFrom(id, from, options)) {
      signal.throwIfAborted();
      const outcome = await applyBatch(
        held,
        { records: batch.records, next: { ...batch.log, offset: batch.nextOffset } },
        { store: next, heartbeat: async () => {}, appendDeadLetters },
      );
      if (outcome !== 'applied') throw new RebuildInterruptedError(outcome);
      task.onRead(batch.nextOffset - batch.fromOffset);
      if (cells.size() > MOST_HELD_CELLS) cells.clear();
    }
  };

  /** Whether there is an equal position: none where the live generation counts another log here, or nothing. */
  const catchUpWith = async (at: StoredPosition | null, signal: AbortSignal): Promise<boolean> => {
    const log = { clusterId: await eventLog.clusterId(), topicId: await eventLog.topicId(id.topic) };
    const isEqualLog = at !== null && at.clusterId === log.clusterId && at.topicId === log.topicId;
    if (isEqualLog) {
      // Up to here the live generation has told the dead letters already what could not be counted.
      await readTo(at.offset, async () => {}, signal);
    } else {
      await readTo(await endOf(eventLog, id), task.appendDeadLetters, signal);
    }
    // Partitions wait for each other: what all of them hold would grow with the log. It is read again if need be.
    cells.clear();
    return isEqualLog;
  };

  return {
    catchUp: async (signal) => void (await catchUpWith(await live.position(name), signal)),
    catchUpAndCompare: async (signal) => {
      const served = await live.snapshot(name);
      const isEqualLog = await catchUpWith(served.position, signal);
      if (!isEqualLog) return served.position === null ? 'same' : 'not comparable';
      const rebuilt = await next.snapshot(name);
      return hasSameCells(served.buckets, rebuilt.buckets) ? 'same' : 'differs';
    },
  };
}

const MOST_HELD_CELLS = 200_000;

async function startOf(log: EventLog, { topic, partition }: PartitionId): Promise<number> {
  return (await log.offsets(topic)).find((extent) => extent.partition === partition)?.start ?? 0;
}

async function endOf(log: EventLog, { topic, partition }: PartitionId): Promise<number> {
  return (await log.offsets(topic)).find((extent) => extent.partition === partition)?.end ?? 0;
}

/** Somebody else claimed a partition of the generation that is being made, or the store went back. */
export class RebuildInterruptedError extends Error {
  override readonly name = 'RebuildInterruptedError';
  readonly code = 'REBUILD_INTERRUPTED';

  constructor(outcome: string) {
    super(`the new generation could not be written (${outcome}): start the rebuild again`);
  }
}
