import { isoDay } from '@waylight/calendar';
import { type Receipt, ReceiptState, type ReceiptStep, type SharingLimit } from '@waylight/contracts/intake';
import { codeByNumber } from '@waylight/taxonomy';
import { DELIVERY_COLUMNS, type Delivery, releasesOf, startOfDelivery } from '../delivery/delivery-rows.ts';
import type { Database } from '../ledger/database.ts';
import type { SharingCap } from '../report/decide-narrowing.ts';
import { notesOf, type ReportRow, retractionReasonOf, type StoredReport } from '../report/report-row.ts';
import { capOf } from '../sharing/cap-rows.ts';
import { ERASURE_COLUMNS, type ErasureTimes, erasureOf, NO_ERASURE } from './erasure.ts';

/** Everything that a receipt tells about a report, from four tables. */
export type ReceiptRow = StoredReport & Delivery & ErasureTimes;

/** Columns and tables of a receipt, besides those of the report. */
export const RECEIPT_COLUMNS = [...DELIVERY_COLUMNS, ...ERASURE_COLUMNS, 'capped_to', 'capped_on'].join(', ');
export const RECEIPT_TABLES = 'LEFT JOIN erasure USING (row) LEFT JOIN cap USING (row)';

/** A cast is enough: the columns are those of the type, and STRICT tables enforce their types. */
export function receiptRowOf(found: Record<string, unknown>): ReceiptRow {
  return { ...(found as ReportRow & Delivery & ErasureTimes), cap: capOf(found) };
}

/** Returns a function that reads what the receipt of a report needs besides its row. */
export function createReceiptReader(db: Database): (report: StoredReport) => Receipt {
  const select = db.prepare(`SELECT ${RECEIPT_COLUMNS} FROM delivery ${RECEIPT_TABLES} WHERE row = ?`);
  return (report) => {
    const found = select.get(report.row) ?? startOfUnstored(report);
    return receiptOf({ ...report, ...(found as Delivery & ErasureTimes) });
  };
}

/** A report that a restored ledger lacks, and that was retracted, has no row. */
const startOfUnstored = (report: StoredReport): Delivery & ErasureTimes => ({
  ...startOfDelivery(report),
  ...NO_ERASURE,
  started_at: report.retracted === 1 ? report.accepted_at : null,
});

export function receiptOf(row: ReceiptRow): Receipt {
  return {
    reportId: row.report_id,
    revision: row.revision,
    state: row.state,
    steps: stepsOf(row),
    releases: releasesOf(row),
    codeBookVersion: row.code_book_version,
    notes: notesOf(row),
    importId: row.created_import,
    retractionReason: retractionReasonOf(row),
    limit: limitOf(row.cap),
    erasure: erasureOf(row),
  };
}

function limitOf(cap: SharingCap | undefined): SharingLimit | undefined {
  return cap && { shareWith: codeByNumber('shareWith', cap.to)?.id ?? '', since: isoDay(cap.onDay) };
}

function stepsOf(row: ReceiptRow): ReceiptStep[] {
  const steps = [{ state: ReceiptState.ACCEPTED, at: new Date(row.accepted_at) } as ReceiptStep];
  const addStep = (state: ReceiptState, atMs: number | null): void => {
    if (atMs !== null) steps.push({ state, at: new Date(atMs) });
  };
  addStep(ReceiptState.LOGGED, row.logged_at);
  addStep(ReceiptState.COUNTED, row.counted_at);
  addStep(ReceiptState.IN_RELEASE, row.released_at);
  addStep(ReceiptState.RETRACTED, row.retracted_at);
  return steps;
}
