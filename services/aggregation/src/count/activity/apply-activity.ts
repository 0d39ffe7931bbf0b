import { ActivityEvent } from '@waylight/contracts/activity';
import type { LogRecord } from '@waylight/event-log';
import type { CommitOutcome } from '@waylight/view-store';
import type { ApplyContext, ClaimedPartition, RecordsToApply } from '../apply-records.ts';
import { checkActivity } from '../check-event.ts';
import { deadLetterOf } from '../dead-letter.ts';
import { type LastRecord, outdatedAfter } from '../outdated-records.ts';
import { encodeSummary } from '../partition-summary.ts';
import { isPoison } from '../poison.ts';
import { decodeOrRefuse, type SortedEvents, sortEvents } from '../sort-records.ts';
import {
  type ActivityCell,
  type ActivityContribution,
  activityContributionOf,
  addActivity,
  compareActivity,
  decodeActivityCell,
  decodeActivityContribution,
  EMPTY_ACTIVITY,
  eachActivityDelta,
  encodeActivityCell,
  encodeActivityContribution,
} from './activity-contribution.ts';

/**
 * Maximum number of records in one commit. A record that covers a year changes the cells of a dozen months, and so
 * does its predecessor. With 300 records a commit stays below `commitLimits.arguments`.
 */
export const MAX_ACTIVITY_RECORDS = 300;

/** The newest event of a reference in a batch, and the contribution in the store. */
type Change = LastRecord & {
  readonly isNewer: boolean;
  readonly previous: ActivityContribution | undefined;
  /** Undefined after a tombstone. */
  readonly next: ActivityContribution | undefined;
};

/**
 * Counts one batch of a node's activity: decode → check → read → evolve → commit. Position and state are in
 * one commit. Nodes send only a few activity reports a month, so cells are read for each batch and not
 * cached.
 */
export async function applyActivity(
  partition: ClaimedPartition,
  { records, next }: RecordsToApply,
  { store, heartbeat, appendDeadLetters }: ApplyContext,
): Promise<CommitOutcome> {
  const { refused, ...sorted } = sortActivity(records, partition.node);
  if (refused.length > 0) await appendDeadLetters(refused.map((one) => deadLetterOf(partition.id, one)));

  const references = [...new Set([...sorted.newest.keys(), ...sorted.tombstones.keys()])];
  const stored = await read(partition, store, references);
  const events = references.map((reference, i) => compareWithStored(reference, sorted, stored[i] ?? null));
  const changes = events.filter(({ isNewer }) => isNewer);
  const outdated = outdatedAfter(partition.summary.outdated, events);
  const summary = { ...partition.summary, outdated };

  const cells = await changedCells(partition, store, changes);
  await heartbeat();
  const outcome = await store.commit(partition.name, {
    epoch: partition.epoch,
    expected: partition.position,
    next,
    contributions: new Map(
      changes.map((change) => [
        change.reference,
        change.next === undefined ? null : encodeActivityContribution(change.next),
      ]),
    ),
    cells,
    ...(outdated === partition.summary.outdated ? {} : { summary: encodeSummary(summary) }),
  });
  if (outcome === 'applied') {
    partition.position = next;
    partition.summary = summary;
  }
  return outcome;
}

/**
 * Decodes and checks records of a node's activity topic. Revisions are ordered by the start of the ledger
 * first: the restore journal has no activity, so a restored node continues from an older revision.
 */
function sortActivity(records: readonly LogRecord[], node: number): SortedEvents<ActivityEvent> {
  return sortEvents<ActivityEvent>(records, {
    read: (value, key) => {
      const event = decodeOrRefuse(() => ActivityEvent.decode(value));
      return isPoison(event) ? event : (checkActivity(event, key, node) ?? event);
    },
    referenceIn: (event) => event.activityReference,
    compare: compareActivity,
  });
}

function compareWithStored(
  reference: string,
  { newest, tombstones }: Omit<SortedEvents<ActivityEvent>, 'refused'>,
  stored: string | null,
): Change {
  const previous = stored === null ? undefined : decodeActivityContribution(stored);
  const accepted = newest.get(reference);
  if (accepted === undefined)
    return { reference, isNewer: true, previous, next: undefined, lastOffset: 0, isLastOutdated: false };
  const { event, lastOffset, isLastOlder } = accepted;
  // An event after a tombstone is newer than any revision in the store.
  const order = previous === undefined || tombstones.has(reference) ? 1 : compareActivity(event, previous);
  const next = activityContributionOf(event);
  return {
    reference,
    isNewer: order > 0,
    previous,
    next,
    lastOffset,
    isLastOutdated: isLastOlder || order < 0,
  };
}

async function read(
  { name }: ClaimedPartition,
  store: ApplyContext['store'],
  references: readonly string[],
): Promise<readonly (string | null)[]> {
  if (references.length === 0) return [];
  return (await store.read(name, { references, cells: new Map() })).contributions;
}

async function changedCells(
  { name }: ClaimedPartition,
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
  const query = new Map([...deltas].map(([bucket, fields]) => [bucket, [...fields.keys()]]));
  if (query.size === 0) return new Map();
  const { cells } = await store.read(name, { references: [], cells: query });
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
