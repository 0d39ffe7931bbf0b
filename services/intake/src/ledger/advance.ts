import { ReceiptState } from '@waylight/contracts/intake';
import { isCounted, type Placed, type Progress, releasesHolding } from '../progress/reached.ts';
import { type PassageRow, PUBLISH, releasesOf } from './report-row.ts';

/**
 * A row moved on as far as the region's progress allows; undefined where it stays where it is. Pure. A state is never
 * left for an earlier one: every step only goes from lower to higher, whatever order news arrives in.
 */
export function advanced(row: PassageRow, progress: Progress, nowMs: number): PassageRow | undefined {
  const placed = placedOf(row);
  if (placed === undefined || row.state < ReceiptState.LOGGED) return undefined;
  let next = row;
  if (next.state === ReceiptState.LOGGED && isCounted(placed, progress)) next = counted(next, nowMs);
  const holding = releasesHolding(placed, progress);
  // Most rows are in none of what is new: what they are in already is not read for them.
  const known = holding.length > 0 ? releasesOf(row) : [];
  const added = holding.filter((id) => !known.includes(id));
  if (added.length > 0) next = released(next, [...known, ...added], nowMs);
  return next === row ? undefined : next;
}

/** A retraction, or sharing that was narrowed to the organisation: the region counts it nowhere any more. */
function isEnded({ retracted, publish }: Pick<PassageRow, 'retracted' | 'publish'>): boolean {
  return retracted === 1 || publish >= PUBLISH.narrowing;
}

function counted(row: PassageRow, nowMs: number): PassageRow {
  if (isEnded(row)) return { ...row, state: ReceiptState.RETRACTED, retracted_at: nowMs };
  return { ...row, state: ReceiptState.COUNTED, counted_at: nowMs };
}

function released(row: PassageRow, releases: readonly string[], nowMs: number): PassageRow {
  return {
    ...row,
    state: ReceiptState.IN_RELEASE,
    counted_at: row.counted_at ?? nowMs,
    released_at: row.released_at ?? nowMs,
    releases: JSON.stringify(releases),
  };
}

function placedOf(row: PassageRow): Placed | undefined {
  if (row.log_partition === null || row.log_offset === null) return undefined;
  return {
    reference: row.reference,
    partition: row.log_partition,
    offset: row.log_offset,
    isRetraction: isEnded(row),
    layer: row.layer,
    shareWith: row.share_with,
    receivedDay: row.first_received_day,
    occurred:
      row.occurred_from === null || row.occurred_to === null
        ? null
        : { from: row.occurred_from, to: row.occurred_to },
  };
}
