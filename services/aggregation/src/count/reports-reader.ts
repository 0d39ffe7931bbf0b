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
import { partitionName, partitionPrefix } from './partition-names.ts';

export type ReportsReaderOptions = {
  readonly store: RawCellStore;
  readonly deadLetters: Appender;
  /** Cells held in memory over all partitions; past its share a partition forgets its own and reads them again. */
  readonly maxCachedCells: number;
  readonly onOutcome?: (outcome: CommitOutcome) => void;
};

export type ReportsReader = PartitionReader & {
  /**
   * The partitions of which the store holds less than was committed: it lost a disk or its power, or a replica took over
   * that was behind. The next batch would find out; where no report comes, only this does.
   */
  findRolledBackPartitions(): Promise<readonly string[]>;
};

/** Reads partitions of reports: claims in the store, counts batch by batch, and lets go on any doubt. */
export function createReportsReader(options: ReportsReaderOptions): ReportsReader {
  const { store, deadLetters, maxCachedCells, onOutcome } = options;
  const partitions = new Map<string, ClaimedPartition>();

  const applyAll = async (
    held: ClaimedPartition,
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
    // An empty batch is applied as well: it moves the position over a gap of compaction.
    let from = 0;
    do {
      const records = batch.records.slice(from, from + maxRecordsPerBatch(held));
      from += records.length;
      const last = records.at(-1);
      const offset = from < batch.records.length && last !== undefined ? last.offset + 1 : batch.nextOffset;
      const outcome = await applyBatch(held, { records, next: { ...batch.log, offset } }, context);
      onOutcome?.(outcome);
      if (outcome !== 'applied') return 'reclaim';
    } while (from < batch.records.length);
    if (held.cells.size() > maxCachedCells / partitions.size) held.cells.clear();
    return 'done';
  };

  return {
    claim: async (id, { log }) => {
      const name = partitionName(id);
      partitions.delete(name);
      const held = createClaimedPartition(id, await store.claim(name));
      const { position } = held;
      if (position === null) {
        const other = await positionOfAnotherLog(store, id, log);
        if (other !== undefined) return other;
      }
      partitions.set(name, held);
      return position;
    },

    handle: async (batch, context) => {
      const name = partitionName(batch.id);
      const held = partitions.get(name);
      if (held === undefined || !isContinuation(batch, held)) return 'reclaim';
      let outcome: HandleOutcome = 'reclaim';
      try {
        outcome = await applyAll(held, batch, context);
        return outcome;
      } finally {
        // Half-changed, or behind the store: the next claim starts from the store. A claim made meanwhile stays.
        if (outcome !== 'done' && partitions.get(name) === held) partitions.delete(name);
      }
    },

    onLost: (id: PartitionId) => {
      partitions.delete(partitionName(id));
    },

    findRolledBackPartitions: async () => {
      // What is held is noted before the store is asked: meanwhile the store can only have moved on.
      const held = [...partitions.values()].map(({ name, position }) => ({ name, position }));
      const stored = await Promise.all(held.map(({ name }) => store.position(name)));
      return held
        .filter(({ position }, i) => (stored[i]?.offset ?? 0) < (position?.offset ?? 0))
        .map(({ name }) => name);
    },
  };
}

/**
 * Of a topic that was made anew with more partitions, those that are new have no position. They must not be counted beside
 * what the generation has of the topic before: its reports would count twice, until a rebuild.
 */
async function positionOfAnotherLog(
  store: RawCellStore,
  { topic }: PartitionId,
  log: LogIdentity,
): Promise<StoredPosition | undefined> {
  const names = (await store.partitions()).filter((name) => name.startsWith(partitionPrefix(topic)));
  const positions = await Promise.all(names.map((name) => store.position(name)));
  return (
    positions.find(
      (other) => other !== null && (other.clusterId !== log.clusterId || other.topicId !== log.topicId),
    ) ?? undefined
  );
}

/** Whether the batch was read from the position that is held; without one, from the start of the log. */
function isContinuation(batch: LogBatch, { position }: ClaimedPartition): boolean {
  return position === null || position.offset === batch.fromOffset;
}
