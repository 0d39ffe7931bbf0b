import type { LogRecord, OutgoingRecord, PartitionId } from '@waylight/event-log';
import type { CommitOutcome, RawCellStore, StoredPosition } from '@waylight/view-store';
import type { CellCache } from './cell-cache.ts';
import { deadLetterOf } from './dead-letter.ts';
import { changesBy, compareWithStore, countChanges, summarise } from './evolve-batch.ts';
import type { CountedTopic } from './partition-names.ts';
import { encodeSummary, type PartitionSummary } from './partition-summary.ts';
import { sortRecords } from './sort-records.ts';

/** State of a claimed partition. The caller must drop it after any outcome except `applied`. */
export type ClaimedPartition = {
  readonly id: PartitionId;
  /** Name of the partition in the store. */
  readonly name: string;
  readonly kind: CountedTopic['kind'];
  /** Country code of the node that writes the topic. */
  readonly node: number;
  readonly epoch: number;
  position: StoredPosition | null;
  summary: PartitionSummary;
  readonly cells: CellCache;
};

export type ApplyContext = {
  readonly store: RawCellStore;
  /** Called right before the commit. Rejects if another worker has claimed the partition. */
  readonly heartbeat: () => Promise<void>;
  /** Resolves when the dead letters are durable. The position moves only after that. */
  readonly appendDeadLetters: (deadLetters: readonly OutgoingRecord[]) => Promise<void>;
};

/**
 * Consecutive records of a partition, and the position after them. There are at most as many as one commit
 * can contain.
 */
export type RecordsToApply = { readonly records: readonly LogRecord[]; readonly next: StoredPosition };

/**
 * Counts one batch of reports: decode → check → read → evolve → commit. One read fetches all contributions
 * and cells. A second read follows only if a previous contribution belongs to cells that are not cached. The
 * commit is atomic.
 */
export async function applyRecords(
  partition: ClaimedPartition,
  { records, next }: RecordsToApply,
  { store, heartbeat, appendDeadLetters }: ApplyContext,
): Promise<CommitOutcome> {
  const { name, cells } = partition;
  const { refused, ...sorted } = sortRecords(records, partition.node);
  if (refused.length > 0) await appendDeadLetters(refused.map((one) => deadLetterOf(partition.id, one)));

  const changes = changesBy(sorted, cells);
  const references = changes.map(({ reference }) => reference);
  const stored = await read(partition, store, references);
  const newer = compareWithStore(stored, changes, cells);
  if (cells.cellsToRead() !== undefined) await read(partition, store, []);

  const batch = {
    epoch: partition.epoch,
    expected: partition.position,
    next,
    contributions: countChanges(newer, cells),
    cells: cells.takeChanges(),
  };
  const summary = summarise(partition.summary, changes, newer, refused);
  const isSummaryChanged =
    newer.length + refused.length > 0 || summary.outdated !== partition.summary.outdated;
  await heartbeat();
  const outcome = await store.commit(name, {
    ...batch,
    ...(isSummaryChanged ? { summary: encodeSummary(summary) } : {}),
  });
  if (outcome === 'applied') {
    partition.position = next;
    partition.summary = summary;
  }
  return outcome;
}

async function read(
  { name, cells }: ClaimedPartition,
  store: RawCellStore,
  references: readonly string[],
): Promise<readonly (string | null)[]> {
  const unread = cells.cellsToRead();
  if (references.length === 0 && unread === undefined) return [];
  const result = await store.read(name, { references, cells: unread ?? new Map() });
  cells.fill(result.cells);
  return result.contributions;
}
