import {
  type Contribution,
  contributionOf,
  decodeContribution,
  eachDelta,
  encodeContribution,
  toggleCurrent,
} from '@waylight/trends';
import { type HeldCells, latin1 } from './held-cells.ts';
import type { Accepted, Refused } from './sort-records.ts';
import { MOST_REFUSED, type PartitionSummary } from './summary.ts';

/** One reference of a batch: what its newest event contributes, and what it contributed before. */
export type Change = {
  readonly reference: string;
  readonly accepted: Accepted;
  readonly next: Contribution;
  previous: Contribution | undefined;
};

/** What the events contribute by themselves. Their cells are held, so that one question reads all that are unread. */
export function contributionsOf(newest: ReadonlyMap<string, Accepted>, cells: HeldCells): Change[] {
  const changes: Change[] = [];
  for (const [reference, accepted] of newest) {
    const next = contributionOf(accepted.event);
    holdCells(next, cells);
    changes.push({ reference, accepted, next, previous: undefined });
  }
  return changes;
}

/** Keeps the changes that are newer than what the store has, with what they replace, and holds those cells too. */
export function newerThan(
  stored: readonly (Uint8Array | null)[],
  changes: readonly Change[],
  cells: HeldCells,
): Change[] {
  const newer: Change[] = [];
  changes.forEach((change, i) => {
    const bytes = stored[i] ?? null;
    if (bytes !== null) {
      const previous = decodeContribution(latin1(bytes));
      if (change.next.revision <= previous.revision) return;
      change.previous = previous;
      holdCells(previous, cells);
    }
    newer.push(change);
  });
  return newer;
}

function holdCells({ counted }: Contribution, cells: HeldCells): void {
  if (counted === undefined) return;
  cells.hold(counted.bucket, counted.field);
  cells.hold(counted.receivedBucket, counted.receivedField);
}

/** Counts the changes in the cells, which must be read by now; what is left to write is the contributions. */
export function countChanges(changes: readonly Change[], cells: HeldCells): Map<string, string> {
  const contributions = new Map<string, string>();
  for (const { reference, next, previous } of changes) {
    eachDelta(previous, -1, cells.add);
    eachDelta(next, 1, cells.add);
    contributions.set(reference, encodeContribution(next));
  }
  return contributions;
}

/** The summary after these changes and refusals, as if the messages had come one by one. */
export function summarise(
  before: PartitionSummary,
  changes: readonly Change[],
  refusals: readonly Refused[],
): PartitionSummary {
  let { current, digest } = before;
  for (const { accepted, next, previous } of changes) {
    const { reportReference } = accepted.event;
    if (previous?.counted !== undefined) {
      current -= 1;
      digest = toggleCurrent(digest, reportReference, previous.revision);
    }
    if (next.counted !== undefined) {
      current += 1;
      digest = toggleCurrent(digest, reportReference, next.revision);
    }
  }
  return { current, digest, refused: refusedAfter(before.refused, changes, refusals) };
}

/** A reference is refused from its message that can't be counted until a newer revision is. */
function refusedAfter(
  before: readonly string[],
  changes: readonly Change[],
  refusals: readonly Refused[],
): readonly string[] {
  if (before.length === 0 && refusals.length === 0) return before;
  const countedAt = new Map(changes.map(({ reference, accepted }) => [reference, accepted.offset]));
  const refused = new Set(before.filter((reference) => !countedAt.has(reference)));
  for (const { reference, record } of refusals)
    if (reference !== undefined && record.offset > (countedAt.get(reference) ?? -1)) refused.add(reference);
  return [...refused].slice(-MOST_REFUSED);
}
