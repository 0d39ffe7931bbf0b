import {
  type Contribution,
  type Counted,
  contributionOf,
  decodeContribution,
  encodeContribution,
  toggleCurrent,
} from '@waylight/trends';
import type { HeldCell, HeldCells } from './held-cells.ts';
import type { Refused, SortedRecords } from './sort-records.ts';
import { MOST_REFUSED, type PartitionSummary } from './summary.ts';

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
  readonly isAnew: boolean;
  readonly nextCells: CountedIn | undefined;
  previous: Contribution | undefined;
  previousCells: CountedIn | undefined;
};

/** The held cells in which a contribution counts; undefined for a retraction. */
type CountedIn = { readonly occurred: HeldCell; readonly received: HeldCell; readonly victims: number };

/** What the events contribute by themselves. Their cells are held, so that one question reads all that are unread. */
export function contributionsOf(
  { newest, forgotten }: Pick<SortedRecords, 'newest' | 'forgotten'>,
  cells: HeldCells,
): Change[] {
  const changes: Change[] = [];
  const unread = { previous: undefined, previousCells: undefined };
  for (const [reference, { event, offset }] of newest) {
    const next = contributionOf(event);
    const nextCells = holdCells(next.counted, cells);
    const key = event.reportReference;
    changes.push({ reference, key, offset, next, isAnew: forgotten.has(reference), nextCells, ...unread });
  }
  const nothing = { next: undefined, nextCells: undefined, isAnew: true, ...unread };
  for (const [reference, { key, offset }] of forgotten)
    if (!newest.has(reference)) changes.push({ reference, key, offset, ...nothing });
  return changes;
}

/** Keeps the changes that are newer than what the store has, with what they replace, and holds those cells too. */
export function newerThan(
  stored: readonly (string | null)[],
  changes: readonly Change[],
  cells: HeldCells,
): Change[] {
  const newer: Change[] = [];
  changes.forEach((change, i) => {
    const text = stored[i] ?? null;
    if (text !== null) {
      const previous = decodeContribution(text);
      if (!change.isAnew && change.next !== undefined && change.next.revision <= previous.revision) return;
      change.previous = previous;
      change.previousCells = holdCells(previous.counted, cells);
    }
    newer.push(change);
  });
  return newer;
}

function holdCells(counted: Counted | undefined, cells: HeldCells): CountedIn | undefined {
  if (counted === undefined) return undefined;
  return {
    occurred: cells.hold(counted.bucket, counted.field),
    received: cells.hold(counted.receivedBucket, counted.receivedField),
    victims: counted.victims,
  };
}

/** Counts the changes in the cells, which must be read by now; what is left to write is the contributions. */
export function countChanges(changes: readonly Change[], cells: HeldCells): Map<string, string | null> {
  const contributions = new Map<string, string | null>();
  for (const { reference, next, nextCells, previousCells } of changes) {
    add(cells, previousCells, -1);
    add(cells, nextCells, 1);
    contributions.set(reference, next === undefined ? null : encodeContribution(next));
  }
  return contributions;
}

function add(cells: HeldCells, at: CountedIn | undefined, sign: 1 | -1): void {
  if (at === undefined) return;
  cells.add(at.occurred, sign, sign * at.victims);
  cells.add(at.received, sign, sign * at.victims);
}

/** The summary after these changes and refusals, as if the messages had come one by one. */
export function summarise(
  before: PartitionSummary,
  changes: readonly Change[],
  refusals: readonly Refused[],
): PartitionSummary {
  let { current, digest } = before;
  for (const { key, next, previous } of changes) {
    if (previous?.counted !== undefined) {
      current -= 1;
      digest = toggleCurrent(digest, key, previous.revision);
    }
    if (next?.counted !== undefined) {
      current += 1;
      digest = toggleCurrent(digest, key, next.revision);
    }
  }
  return { current, digest, refused: refusedAfter(before.refused, changes, refusals) };
}

/** A reference is refused from its message that can't be counted until a newer revision is, or the log forgets it. */
function refusedAfter(
  before: readonly string[],
  changes: readonly Change[],
  refusals: readonly Refused[],
): readonly string[] {
  if (before.length === 0 && refusals.length === 0) return before;
  const countedAt = new Map(changes.map(({ reference, offset }) => [reference, offset]));
  const refused = new Set(before.filter((reference) => !countedAt.has(reference)));
  for (const { reference, record } of refusals)
    if (reference !== undefined && record.offset > (countedAt.get(reference) ?? -1)) refused.add(reference);
  return [...refused].slice(-MOST_REFUSED);
}
