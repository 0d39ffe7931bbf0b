import {
  type CellPlacement,
  type Contribution,
  contributionOf,
  decodeContribution,
  encodeContribution,
  toggleReport,
} from '@waylight/trends';
import type { CachedCell, CellCache } from './cell-cache.ts';
import { type LastRecord, outdatedAfter } from './outdated-records.ts';
import { MAX_REFUSED, type PartitionSummary } from './partition-summary.ts';
import type { RefusedRecord, SortedRecords } from './sort-records.ts';

/**
 * Change of one reference by a batch: the contribution of its newest event, and the contribution before it.
 */
export type Change = LastRecord & {
  /** The reference as bytes. */
  readonly key: Uint8Array;
  /** Offset of the newest event, or of the tombstone if no event follows it. */
  readonly offset: number;
  /**
   * Undefined after a tombstone: the store forgets the reference, as the compacted log does. So a rebuild
   * counts the same.
   */
  readonly next: Contribution | undefined;
  /** True if the batch has a tombstone of the reference. An event after it is newer than any revision in the store. */
  readonly isAfterTombstone: boolean;
  readonly nextCells: ContributionCells | undefined;
  isLastOutdated: boolean;
  previous: Contribution | undefined;
  previousCells: ContributionCells | undefined;
};

/** Cached cells of a contribution; undefined for a retraction. */
type ContributionCells = {
  readonly occurred: CachedCell;
  /** Undefined if the report counts in no week of receipt. */
  readonly received: CachedCell | undefined;
  readonly victims: number;
};

/**
 * The changes by the records alone: what they replace is not read yet. Their cells are added to the cache, so that one read fetches
 * all cells that are not cached.
 */
export function changesBy(
  { newest, tombstones }: Pick<SortedRecords, 'newest' | 'tombstones'>,
  cells: CellCache,
): Change[] {
  const changes: Change[] = [];
  const unread = { previous: undefined, previousCells: undefined };
  for (const [reference, { event, offset, lastOffset, isLastOlder }] of newest) {
    const next = contributionOf(event);
    const nextCells = locateCells(next.placement, cells);
    const key = event.reportReference;
    changes.push({
      reference,
      key,
      offset,
      lastOffset,
      isLastOutdated: isLastOlder,
      next,
      isAfterTombstone: tombstones.has(reference),
      nextCells,
      ...unread,
    });
  }
  const forgotten = { isLastOutdated: false, next: undefined, nextCells: undefined, isAfterTombstone: true };
  for (const [reference, { key, offset }] of tombstones)
    if (!newest.has(reference))
      changes.push({ reference, key, offset, lastOffset: offset, ...forgotten, ...unread });
  return changes;
}

/**
 * Returns the changes that are newer than the store. Adds the contribution that each change replaces, and
 * caches the cells of that contribution. Marks each change whose last record is older than the store.
 */
export function compareWithStore(
  stored: readonly (string | null)[],
  changes: readonly Change[],
  cells: CellCache,
): Change[] {
  const newer: Change[] = [];
  changes.forEach((change, i) => {
    const text = stored[i] ?? null;
    if (text !== null) {
      const previous = decodeContribution(text);
      if (
        !change.isAfterTombstone &&
        change.next !== undefined &&
        change.next.revision <= previous.revision
      ) {
        if (change.next.revision < previous.revision) change.isLastOutdated = true;
        return;
      }
      change.previous = previous;
      change.previousCells = locateCells(previous.placement, cells);
    }
    newer.push(change);
  });
  return newer;
}

function locateCells(counted: CellPlacement | undefined, cells: CellCache): ContributionCells | undefined {
  if (counted === undefined) return undefined;
  const { bucket, field, received, victims } = counted;
  return {
    occurred: cells.locate(bucket, field),
    received: received && cells.locate(received.bucket, received.field),
    victims,
  };
}

/** Adds the changes to the cells, which must have been read before. Returns the contributions to write. */
export function countChanges(changes: readonly Change[], cells: CellCache): Map<string, string | null> {
  const contributions = new Map<string, string | null>();
  for (const { reference, next, nextCells, previousCells } of changes) {
    addSigned(cells, previousCells, -1);
    addSigned(cells, nextCells, 1);
    contributions.set(reference, next === undefined ? null : encodeContribution(next));
  }
  return contributions;
}

/** Adds (`sign` 1) or subtracts (`sign` -1) the one incident of a contribution and its victims, in each of its cells. */
function addSigned(cells: CellCache, at: ContributionCells | undefined, sign: 1 | -1): void {
  if (at === undefined) return;
  const victims = sign * at.victims;
  cells.add(at.occurred, sign, victims);
  if (at.received !== undefined) cells.add(at.received, sign, victims);
}

/**
 * Partition summary after a batch: all its changes, those that were newer than the store, and its refusals. It
 * equals the summary after applying the messages one by one.
 */
export function summarise(
  before: PartitionSummary,
  changes: readonly Change[],
  newer: readonly Change[],
  refusals: readonly RefusedRecord[],
): PartitionSummary {
  let { current, digest } = before;
  for (const { key, next, previous } of newer) {
    if (previous?.placement !== undefined) {
      current -= 1;
      digest = toggleReport(digest, key, previous.revision);
    }
    if (next?.placement !== undefined) {
      current += 1;
      digest = toggleReport(digest, key, next.revision);
    }
  }
  return {
    current,
    digest,
    refused: refusedAfter(before.refused, newer, refusals),
    outdated: outdatedAfter(before.outdated, changes),
  };
}

/** A reference stays refused until a newer revision is counted, or until the log forgets the reference. */
function refusedAfter(
  before: readonly string[],
  newer: readonly Change[],
  refusals: readonly RefusedRecord[],
): readonly string[] {
  if (before.length === 0 && refusals.length === 0) return before;
  const countedAt = new Map(newer.map(({ reference, offset }) => [reference, offset]));
  const refused = new Set(before.filter((reference) => !countedAt.has(reference)));
  for (const { reference, record } of refusals)
    if (reference !== undefined && record.offset > (countedAt.get(reference) ?? -1)) refused.add(reference);
  return [...refused].slice(-MAX_REFUSED);
}
