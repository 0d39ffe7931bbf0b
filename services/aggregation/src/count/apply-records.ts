import type { LogRecord, OutgoingRecord, PartitionId } from '@waylight/event-log';
import type { CommitOutcome, RawCellStore, StoredPosition } from '@waylight/view-store';
import type { CellCache } from './cell-cache.ts';
import { deadLetterOf } from './dead-letter.ts';
import { contributionsOf, countChanges, keepNewer, summarise } from './evolve-batch.ts';
import type { CountedTopic } from './partition-names.ts';
import { encodeSummary, type PartitionSummary } from './partition-summary.ts';
import { sortRecords } from './sort-records.ts';

/** What a worker holds of a partition that it has claimed. Worth nothing after any outcome but `applied`. */
export type ClaimedPartition = {
  readonly id: PartitionId;
  /** As the store names it. */
  readonly name: string;
  readonly kind: CountedTopic['kind'];
  /** Number of the country whose node writes the topic. */
  readonly node: number;
  readonly epoch: number;
  position: StoredPosition | null;
  summary: PartitionSummary;
  readonly cells: CellCache;
};

export type ApplyContext = {
  readonly store: RawCellStore;
  /** Right before the commit: throws when the partition belongs to somebody else by now. */
  readonly heartbeat: () => Promise<void>;
  /** Resolves when the dead letters are durable. Before that the position does not move. */
  readonly appendDeadLetters: (deadLetters: readonly OutgoingRecord[]) => Promise<void>;
};

/** Consecutive records of a partition, at most as many as one commit takes, and where to read next. */
export type RecordsToApply = { readonly records: readonly LogRecord[]; readonly next: StoredPosition };

/**
 * One batch of reports: decode → check → read → evolve → commit. One question to the store for all contributions and cells (a
 * second only where an older contribution lies in cells that are not held yet) and one atomic commit.
 */
export async function applyRecords(
  held: ClaimedPartition,
  { records, next }: RecordsToApply,
  { store, heartbeat, appendDeadLetters }: ApplyContext,
): Promise<CommitOutcome> {
  const { refused, ...sorted } = sortRecords(records, held.node);
  if (refused.length > 0) await appendDeadLetters(refused.map((one) => deadLetterOf(held.id, one)));

  const events = contributionsOf(sorted, held.cells);
  const references = events.map(({ reference }) => reference);
  const contributions = await read(held, store, references);
  const changes = keepNewer(contributions, events, held.cells);
  if (held.cells.cellsToRead() !== undefined) await read(held, store, []);

  const batch = {
    epoch: held.epoch,
    expected: held.position,
    next,
    contributions: countChanges(changes, held.cells),
    cells: held.cells.takeChanges(),
  };
  const summary = summarise(held.summary, changes, refused);
  await heartbeat();
  const outcome = await store.commit(held.name, {
    ...batch,
    ...(changes.length + refused.length > 0 ? { summary: encodeSummary(summary) } : {}),
  });
  if (outcome === 'applied') {
    held.position = next;
    held.summary = summary;
  }
  return outcome;
}

async function read(
  held: ClaimedPartition,
  store: RawCellStore,
  references: readonly string[],
): Promise<readonly (string | null)[]> {
  const cells = held.cells.cellsToRead();
  if (references.length === 0 && cells === undefined) return [];
  const answer = await store.read(held.name, { references, cells: cells ?? new Map() });
  held.cells.fill(answer.cells);
  return answer.contributions;
}
