import {
  type CellPlacement,
  type Contribution,
  contributionOf,
  decodeContribution,
  encodeContribution,
  toggleReport,
} from '@waylight/trends';
import type { CachedCell, CellCache } from './cell-cache.ts';
import { MOST_REFUSED, type PartitionSummary } from './partition-summary.ts';
import type { RefusedRecord, SortedRecords } from './sort-records.ts';

/** One reference of a batch: what its newest event contributes, and what it contributed before. */
export type Change = {
  readonly reference: string;
  /** The same as bytes. */
  readonly key: Uint8Array;
  /** Of its newest event, or of the null that nothing follows. */
  readonly offset: number;
  /** Undefined where the log forgets it: then the store does too, and a rebuild from the compacted log comes to the same. */
  readonly next: Contribution | undefined;
  /** Whether the log forgets what came before: whatever revision the store has, this is newer. */
  readonly isAfterTombstone: boolean;
  readonly nextCells: ContributionCells | undefined;
  previous: Contribution | undefined;
  previousCells: ContributionCells | undefined;
};

/** The held cells in which a contribution counts; undefined for a retraction. */
type ContributionCells = {
  readonly occurred: CachedCell;
  readonly received: CachedCell;
  readonly victims: number;
};

/** What the events contribute by themselves. Their cells are held, so that one question reads all that are unread. */
export function contributionsOf(
  { newest, tombstones }: Pick<SortedRecords, 'newest' | 'tombstones'>,
  cells: CellCache,
): Change[] {
  const changes: Change[] = [];
  const unread = { previous: undefined, previousCells: undefined };
  for (const [reference, { event, offset }] of newest) {
    const next = contributionOf(event);
    const nextCells = locateCells(next.placement, cells);
    const key = event.reportReference;
    changes.push({
      reference,
      key,
      offset,
      next,
      isAfterTombstone: tombstones.has(reference),
      nextCells,
      ...unread,
    });
  }
  const nothing = { next: undefined, nextCells: undefined, isAfterTombstone: true, ...unread };
  for (const [reference, { key, offset }] of tombstones)
    if (!newest.has(reference)) changes.push({ reference, key, offset, ...nothing });
  return changes;
}

/** Keeps the changes that are newer than what the store has, with what they replace, and holds those cells too. */
export function keepNewer(
  stored: readonly (string | null)[],
  changes: readonly Change[],
  cells: CellCache,
): Change[] {
  const newer: Change[] = [];
  changes.forEach((change, i) => {
    const text = stored[i] ?? null;
    if (text !== null) {
      const previous = decodeContribution(text);
      if (!change.isAfterTombstone && change.next !== undefined && change.next.revision <= previous.revision)
        return;
      change.previous = previous;
      change.previousCells = locateCells(previous.placement, cells);
    }
    newer.push(change);
  });
  return newer;
}

function locateCells(counted: CellPlacement | undefined, cells: CellCache): ContributionCells | undefined {
  if (counted === undefined) return undefined;
  return {
    occurred: cells.locate(counted.bucket, counted.field),
    received: cells.locate(counted.receivedBucket, counted.receivedField),
    victims: counted.victims,
  };
}

/** Counts the changes in the cells, which must be read by now; what is left to write is the contributions. */
export function countChanges(changes: readonly Change[], cells: CellCache): Map<string, string | null> {
  const contributions = new Map<string, string | null>();
  for (const { reference, next, nextCells, previousCells } of changes) {
    add(cells, previousCells, -1);
    add(cells, nextCells, 1);
    contributions.set(reference, next === undefined ? null : encodeContribution(next));
  }
  return contributions;
}

function add(cells: CellCache, at: ContributionCells | undefined, sign: 1 | -1): void {
  if (at === undefined) return;
  cells.add(at.occurred, sign, sign * at.victims);
  cells.add(at.received, sign, sign * at.victims);
}

/** The summary after these changes and refusals, as if the messages had come one by one. */
export function summarise(
  before: PartitionSummary,
  changes: readonly Change[],
  refusals: readonly RefusedRecord[],
): PartitionSummary {
  let { current, digest } = before;
  for (const { key, next, previous } of changes) {
    if (previous?.placement !== undefined) {
      current -= 1;
      digest = toggleReport(digest, key, previous.revision);
    }
    if (next?.placement !== undefined) {
      current += 1;
      digest = toggleReport(digest, key, next.revision);
    }
  }
  return { current, digest, refused: refusedAfter(before.refused, changes, refusals) };
}

/** A reference is refused from its message that can't be counted until a newer revision is, or the log forgets it. */
function refusedAfter(
  before: readonly string[],
  changes: readonly Change[],
  refusals: readonly RefusedRecord[],
): readonly string[] {
  if (before.length === 0 && refusals.length === 0) return before;
  const countedAt = new Map(changes.map(({ reference, offset }) => [reference, offset]));
  const refused = new Set(before.filter((reference) => !countedAt.has(reference)));
  for (const { reference, record } of refusals)
    if (reference !== undefined && record.offset > (countedAt.get(reference) ?? -1)) refused.add(reference);
  return [...refused].slice(-MOST_REFUSED);
}
