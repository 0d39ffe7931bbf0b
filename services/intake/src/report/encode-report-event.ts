import { type Country, type Layer, ReportEvent } from '@waylight/contracts/incident';
import { createEncoder } from '../encoder.ts';
import type { ReportRow } from './report-row.ts';

/** Columns that are in every event of a row. */
export type EventRow = Pick<
  ReportRow,
  'reference' | 'revision' | 'first_received_day' | 'code_book_version' | 'organisation'
>;

/** Encodes a revision for the event log. */
export function encodeReportEvent(
  row: EventRow,
  layer: Layer,
  node: Country,
  change: ReportEvent['change'],
): Uint8Array {
  return encodeEvent({
    reportReference: Buffer.from(row.reference),
    revision: row.revision,
    node,
    firstReceivedDay: row.first_received_day,
    codeBookVersion: row.code_book_version,
    organisation: row.organisation,
    layer,
    change,
  });
}

const encodeEvent = createEncoder(ReportEvent);
