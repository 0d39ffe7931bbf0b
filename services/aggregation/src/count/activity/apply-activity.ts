import type { CommitOutcome } from '@waylight/view-store';
import type { ApplyContext, ClaimedPartition, RecordsToApply } from '../apply-records.ts';
import { deadLetterOf } from '../dead-letter.ts';
import {
  type ActivityCell,
  type ActivityContribution,
  activityContributionOf,
  addActivity,
  decodeActivityCell,
  decodeActivityContribution,
  EMPTY_ACTIVITY,
  eachActivityDelta,
  encodeActivityCell,
  encodeActivityContribution,
} from './activity-contribution.ts';
import { sortActivity } from './sort-activity.ts';

/** A record of a year speaks of a dozen months, and so does what it replaces: so many stay below `commitLimits.arguments`. */
export const MOST_ACTIVITIES = 300;

type Change = {
  readonly reference: string;
  readonly previous: ActivityContribution | undefined;
  /** Undefined where the log forgets it. */
  readonly next: ActivityContribution | undefined;
};

/**
 * One batch of a node's activity: decode → check → read → evolve → commit, position and state together as with reports. Activity is a
 * few records a month, so nothing is held between batches: cells are read each time.
 */
export async function applyActivity(
  held: ClaimedPartition,
  { records, next }: RecordsToApply,
  { store, heartbeat, appendDeadLetters }: ApplyContext,
): Promise<CommitOutcome> {
  const { refused, newest, tombstones } = sortActivity(records, held.node);
  if (refused.length > 0) await appendDeadLetters(refused.map((one) => deadLetterOf(held.id, one)));

  const references = [...new Set([...newest.keys(), ...tombstones.keys()])];
  const stored = await read(held, store, references);
  const changes = references.map((reference, i): Change => {
    const text = stored[i] ?? null;
    const event = newest.get(reference)?.event;
    return {
      reference,
      previous: text === null ? undefined : decodeActivityContribution(text),
      next: event === undefined ? undefined : activityContributionOf(event),
    };
  });

  const batch = {
    epoch: held.epoch,
    expected: held.position,
    next,
    contributions: new Map(
      changes.map((change) => [
        change.reference,
        change.next === undefined ? null : encodeActivityContribution(change.next),
      ]),
    ),
    cells: await changedCells(held, store, changes),
  };
  await heartbeat();
  const outcome = await store.commit(held.name, batch);
  if (outcome === 'applied') held.position = next;
  return outcome;
}

async function read(
  held: ClaimedPartition,
  store: ApplyContext['store'],
  references: readonly string[],
): Promise<readonly (string | null)[]> {
  if (references.length === 0) return [];
  return (await store.read(held.name, { references, cells: new Map() })).contributions;
}

async function changedCells(
  held: ClaimedPartition,
  store: ApplyContext['store'],
  changes: readonly Change[],
): Promise<Map<string, Map<string, string | null>>> {
  const deltas = new Map<string, Map<string, ActivityCell>>();
  const add = (bucket: string, field: string, delta: ActivityCell) => {
    const fields = deltas.get(bucket) ?? new Map<string, ActivityCell>();
    deltas.set(bucket, fields.set(field, addActivity(fields.get(field) ?? EMPTY_ACTIVITY, delta)));
  };
  for (const { previous, next } of changes) {
    eachActivityDelta(previous?.counted, -1, add);
    eachActivityDelta(next?.counted, 1, add);
  }
  const wanted = new Map([...deltas].map(([bucket, fields]) => [bucket, [...fields.keys()]]));
  if (wanted.size === 0) return new Map();
  const { cells } = await store.read(held.name, { references: [], cells: wanted });
  return new Map(
    [...deltas].map(([bucket, fields]) => [
      bucket,
      new Map(
        [...fields].map(([field, delta], i) => {
          const before = decodeActivityCell(cells.get(bucket)?.[i] ?? null);
          return [field, encodeActivityCell(addActivity(before, delta))];
        }),
      ),
    ]),
  );
}
