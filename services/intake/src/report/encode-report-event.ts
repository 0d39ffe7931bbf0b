import { type Country, type Layer, ReportEvent, RetractionReason } from '@waylight/contracts/incident';
import { PUBLISH, type ReportRow } from './report-row.ts';

/** Columns that are in every event of a row. */
export type EventRow = Pick<
  ReportRow,
  'reference' | 'revision' | 'first_received_day' | 'code_book_version' | 'organisation'
>;

/** The columns that a record's value depends on. */
export type PublishedRow = EventRow & Pick<ReportRow, 'event' | 'publish' | 'layer'>;

/** Encodes a revision for the event log. */
export function encodeReportEvent(
  row: EventRow,
  layer: Layer,
  node: Country,
  change: ReportEvent['change'],
): Uint8Array {
  return ReportEvent.encode({
    reportReference: Buffer.from(row.reference),
    revision: row.revision,
    node,
    firstReceivedDay: row.first_received_day,
    codeBookVersion: row.code_book_version,
    organisation: row.organisation,
    layer,
    change,
  }).finish();
}

/** Returns the record value of a published revision; null is a tombstone. */
export function toReportValue(row: PublishedRow, node: Country): Uint8Array | null {
  if (row.publish === PUBLISH.tombstone) return null;
  if (row.publish !== PUBLISH.narrowing) return row.event;
  // The report is now shared with its organisation alone and counts in no table.
  return encodeReportEvent(row, row.layer, node, {
    $case: 'retraction',
    value: { reason: RetractionReason.SHARING_NARROWED },
  });
}
