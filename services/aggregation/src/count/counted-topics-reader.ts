import { DEAD_LETTERS_TOPIC } from '@waylight/contracts';
import type {
  Appender,
  HandleContext,
  HandleOutcome,
  LogBatch,
  LogIdentity,
  PartitionId,
  PartitionReader,
} from '@waylight/event-log';
import type { CommitOutcome, RawCellStore, StoredPosition } from '@waylight/view-store';
import { applyBatch, createClaimedPartition, maxRecordsPerBatch } from './apply-batch.ts';
import type { ClaimedPartition } from './apply-records.ts';
import { isSameLog } from './log-positions.ts';
import { partitionName, partitionPrefix } from './partition-names.ts';

export type CountedTopicsReaderOptions = {
  readonly store: RawCellStore;
  readonly deadLetters: Appender;
  /**
   * Maximum number of cached cells over all partitions. A partition above its share drops its cells and reads
   * them again.
   */
  readonly maxCachedCells: number;
  readonly onOutcome?: (outcome: CommitOutcome) => void;
};

export type CountedTopicsReader = PartitionReader & {
  /**
   * Names of claimed partitions whose position in the store is older than the last commit. This happens if
   * the store lost a disk, or if a stale replica took over. The next batch would detect it too, but no batch
   * may come.
   */
  findRolledBackPartitions(): Promise<readonly string[]>;
};

/**
 * Claims partitions in the store and counts them batch by batch. Claims a partition again whenever its state
 * may differ from the store.
 */
export function createCountedTopicsReader(options: CountedTopicsReaderOptions): CountedTopicsReader {
  const { store, deadLetters, maxCachedCells, onOutcome } = options;
  const partitions = new Map<string, ClaimedPartition>();

  const applyAll = async (
    partition: ClaimedPartition,
    batch: LogBatch,
    { heartbeat, signal }: HandleContext,
  ): Promise<HandleOutcome> => {
    const context = {
      store,
      heartbeat,
      appendDeadLetters: async (letters: Parameters<Appender['append']>[1]) => {
        await deadLetters.append(DEAD_LETTERS_TOPIC, letters, { signal });
      },
    };
    // An empty batch is applied too, because it moves the position over a gap that compaction left.
    let from = 0;
    do {
      const records = batch.records.slice(from, from + maxRecordsPerBatch(partition));
      from += records.length;
      const last = records.at(-1);
      const offset = from < batch.records.length && last !== undefined ? last.offset + 1 : batch.nextOffset;
      const outcome = await applyBatch(partition, { records, next: { ...batch.log, offset } }, context);
      onOutcome?.(outcome);
      if (outcome !== 'applied') return 'reclaim';
    } while (from < batch.records.length);
    if (partition.cells.size() > maxCachedCells / partitions.size) partition.cells.clear();
    return 'done';
  };

  return {
    claim: async (id, { log }) => {
      const name = partitionName(id);
      partitions.delete(name);
      const partition = createClaimedPartition(id, await store.claim(name));
      const { position } = partition;
      if (position === null) {
        const other = await positionOfAnotherLog(store, id, log);
        if (other !== undefined) return other;
      }
      partitions.set(name, partition);
      return position;
    },

    handle: async (batch, context) => {
      const name = partitionName(batch.id);
      const partition = partitions.get(name);
      if (partition === undefined || !isContinuation(batch, partition)) return 'reclaim';
      let outcome: HandleOutcome = 'reclaim';
      try {
        outcome = await applyAll(partition, batch, context);
        return outcome;
      } finally {
        // The partition state may be half-changed or older than the store, so the next claim reads the store
        // again. A claim that was made meanwhile is not dropped.
        if (outcome !== 'done' && partitions.get(name) === partition) partitions.delete(name);
      }
    },

    onLost: (id: PartitionId) => {
      partitions.delete(partitionName(id));
    },

    findRolledBackPartitions: async () => {
      // Positions in memory are read before the store, which can only have advanced since then.
      const committed = [...partitions.values()].map(({ name, position }) => ({ name, position }));
      const stored = await Promise.all(committed.map(({ name }) => store.position(name)));
      return committed
        .filter(({ position }, i) => (stored[i]?.offset ?? 0) < (position?.offset ?? 0))
        .map(({ name }) => name);
    },
  };
}

/**
 * A topic that was recreated with more partitions has new partitions without a position. If the store still
 * has cells of the previous topic, counting the new partitions would count reports twice, until a rebuild.
 */
async function positionOfAnotherLog(
  store: RawCellStore,
  { topic }: PartitionId,
  log: LogIdentity,
): Promise<StoredPosition | undefined> {
  const names = (await store.partitions()).filter((name) => name.startsWith(partitionPrefix(topic)));
  const positions = await Promise.all(names.map((name) => store.position(name)));
  return positions.find((position) => !isSameLog(log, position)) ?? undefined;
}

/** True if the batch was read from the claimed position, or from the start of the log if there is none. */
function isContinuation(batch: LogBatch, { position }: ClaimedPartition): boolean {
  return position === null || position.offset === batch.fromOffset;
}
