import { ReceiptState } from '@waylight/contracts/intake';
import { type DeliveryRow, releasesOf } from '../delivery/delivery-rows.ts';
import { PUBLISH } from '../report/report-row.ts';
import { findReleases, isCounted, type LoggedRevision, type Progress } from './progress.ts';

/**
 * Advances the delivery state of a row as far as the region's progress allows; undefined if nothing changes.
 * Pure function. A state never goes back, whatever the order of messages.
 */
export function advanceDelivery(
  row: DeliveryRow,
  progress: Progress,
  nowMs: number,
): DeliveryRow | undefined {
  const revision = toLoggedRevision(row);
  if (revision === undefined || row.state < ReceiptState.LOGGED) return undefined;
  let next = row;
  if (next.state === ReceiptState.LOGGED && isCounted(revision, progress)) next = markCounted(next, nowMs);
  const releases = findReleases(revision, progress);
  // Most rows are in no new release, so the list of their releases is not parsed.
  const former = releases.length > 0 ? releasesOf(row) : [];
  const additional = releases.filter((id) => !former.includes(id));
  if (additional.length > 0) next = markReleased(next, [...former, ...additional], nowMs);
  return next === row ? undefined : next;
}

/**
 * True for a retraction, and for a report that was narrowed to its organisation. The region no longer counts
 * such a report.
 */
function isEnded({ retracted, publish }: Pick<DeliveryRow, 'retracted' | 'publish'>): boolean {
  return retracted === 1 || publish >= PUBLISH.narrowing;
}

function markCounted(row: DeliveryRow, nowMs: number): DeliveryRow {
  if (isEnded(row)) return { ...row, state: ReceiptState.RETRACTED, retracted_at: nowMs };
  return { ...row, state: ReceiptState.COUNTED, counted_at: nowMs };
}

function markReleased(row: DeliveryRow, releases: readonly string[], nowMs: number): DeliveryRow {
  return {
    ...row,
    state: ReceiptState.IN_RELEASE,
    counted_at: row.counted_at ?? nowMs,
    released_at: row.released_at ?? nowMs,
    releases: JSON.stringify(releases),
  };
}

function toLoggedRevision(row: DeliveryRow): LoggedRevision | undefined {
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
