import type { EventLog, PartitionId } from '@waylight/event-log';
import type { RawCellStore, StoredPosition } from '@waylight/view-store';
import { applyBatch, createClaimedPartition, maxRecordsPerBatch } from '../count/apply-batch.ts';
import type { ApplyContext } from '../count/apply-records.ts';
import { isSameLog, readExtent } from '../count/log-positions.ts';
import { partitionName } from '../count/partition-names.ts';
import { hasSameCells } from './compare-cells.ts';

export type PartitionToRebuild = {
  readonly id: PartitionId;
  readonly eventLog: EventLog;
  readonly live: RawCellStore;
  readonly next: RawCellStore;
  readonly appendDeadLetters: ApplyContext['appendDeadLetters'];
  /** Receives the number of offsets of each batch. */
  readonly onRead: (offsets: number) => void;
};

export type RebuiltPartition = {
  /** Counts up to the current position of the live generation. */
  catchUp(signal: AbortSignal): Promise<void>;
  /**
   * Counts up to the current position of the live generation, then compares the cells of both generations.
   */
  catchUpAndCompare(signal: AbortSignal): Promise<'same' | 'differs' | 'not comparable'>;
};

const MAX_CACHED_CELLS = 200_000;

/** Claims a partition in the new generation. No other worker counts there before the generation is live. */
export async function rebuildPartition(task: PartitionToRebuild): Promise<RebuiltPartition> {
  const { id, eventLog, live, next } = task;
  const name = partitionName(id);
  const partition = createClaimedPartition(id, await next.claim(name));
  const { cells } = partition;

  const countTo = async (
    until: number,
    appendDeadLetters: ApplyContext['appendDeadLetters'],
    signal: AbortSignal,
  ): Promise<void> => {
    const from = partition.position?.offset ?? (await readExtent(eventLog, id)).start;
    if (from >= until) return;
    const options = { until, maxBatchRecords: maxRecordsPerBatch(partition), signal };
    for await (const batch of eventLog.readFrom(id, from, options)) {
      signal.throwIfAborted();
      const outcome = await applyBatch(
        partition,
        { records: batch.records, next: { ...batch.log, offset: batch.nextOffset } },
        { store: next, heartbeat: async () => {}, appendDeadLetters },
      );
      if (outcome !== 'applied') throw new RebuildInterruptedError(outcome);
      task.onRead(batch.nextOffset - batch.fromOffset);
      if (cells.size() > MAX_CACHED_CELLS) cells.clear();
    }
  };

  /**
   * Returns false if there is no equal position, because the live generation has counted another log or has
   * counted nothing.
   */
  const catchUpWith = async (at: StoredPosition | null, signal: AbortSignal): Promise<boolean> => {
    const log = { clusterId: await eventLog.clusterId(), topicId: await eventLog.topicId(id.topic) };
    const hasEqualPosition = at !== null && isSameLog(log, at);
    if (hasEqualPosition) {
      // The live generation has already written the dead letters up to this position.
      await countTo(at.offset, async () => {}, signal);
    } else {
      await countTo((await readExtent(eventLog, id)).end, task.appendDeadLetters, signal);
    }
    // Partitions wait for each other, and the cached cells of all partitions would grow with the log. They
    // can be read again.
    cells.clear();
    return hasEqualPosition;
  };

  return {
    catchUp: async (signal) => void (await catchUpWith(await live.position(name), signal)),
    catchUpAndCompare: async (signal) => {
      const before = await live.snapshot(name);
      const hasEqualPosition = await catchUpWith(before.position, signal);
      if (!hasEqualPosition) return before.position === null ? 'same' : 'not comparable';
      const rebuilt = await next.snapshot(name);
      return hasSameCells(before.buckets, rebuilt.buckets) ? 'same' : 'differs';
    },
  };
}

/** Another process claimed a partition of the new generation, or the store rolled back. */
export class RebuildInterruptedError extends Error {
  override readonly name = 'RebuildInterruptedError';
  readonly code = 'REBUILD_INTERRUPTED';

  constructor(outcome: string) {
    super(`the new generation could not be written (${outcome}); start the rebuild again`);
  }
}
