import type { Layer } from '@waylight/contracts/incident';
import type { ReceiptState } from '@waylight/contracts/intake';
import type { Database } from '../ledger/database.ts';
import { IS_NOT_MISSING } from '../ledger/schema.ts';
import { REPORT_COLUMNS } from '../report/report-row.ts';
import { RECEIPT_COLUMNS, RECEIPT_TABLES, type ReceiptRow, receiptRowOf } from './receipt.ts';

export type ReportFilter = {
  readonly reportIds: readonly string[];
  readonly importId: string;
  readonly states: readonly ReceiptState[];
  /** Days since 1970-01-01. A report matches if it may have happened within the range. */
  readonly occurred: { readonly from?: number; readonly to?: number };
};

/** Reads the reports of one organisation with their receipts. Reports whose content is missing are omitted. */
export type ReceiptQueries = {
  report(organisation: number, reportId: string): ReceiptRow | undefined;
  /** The last change of an organisation; 0 before the first. */
  lastChange(organisation: number): number;
  /** Rows that changed after this change, in the order of their last change. */
  changedAfter(organisation: number, change: number, limit: number): ReceiptRow[];
  /** The newest rows first, after the row of the report `after`; undefined if there is no such report. */
  list(organisation: number, filter: ReportFilter, after: string, limit: number): ReceiptRow[] | undefined;
  /** Events of a layer's current reports, without retractions, from rows after `row`. */
  currentEvents(
    organisation: number,
    layer: Layer,
    row: number,
    limit: number,
  ): { readonly row: number; readonly event: Uint8Array }[];
};

// CROSS JOIN reads the reports first, by their indexes.
const SELECT_RECEIPT = `SELECT ${[...REPORT_COLUMNS, RECEIPT_COLUMNS].join(', ')}
  FROM report CROSS JOIN delivery USING (row) ${RECEIPT_TABLES}`;

export function createReceiptQueries(db: Database): ReceiptQueries {
  const byId = db.prepare(`${SELECT_RECEIPT} WHERE organisation = ? AND report_id = ?`);
  const changed = db.prepare(
    `${SELECT_RECEIPT} WHERE organisation = ? AND changed > ? AND ${IS_NOT_MISSING} ORDER BY changed LIMIT ?`,
  );
  const last = db.prepare('SELECT max(changed) AS last FROM report WHERE organisation = ?');
  const events = db.prepare(
    `SELECT row, event FROM report
      WHERE organisation = ? AND row > ? AND retracted = 0 AND layer = ? AND ${IS_NOT_MISSING} ORDER BY row LIMIT ?`,
  );
  const report: ReceiptQueries['report'] = (organisation, reportId) => {
    const found = byId.get(organisation, reportId);
    return found && receiptRowOf(found);
  };

  return {
    report,
    lastChange: (organisation) => Number(last.get(organisation)?.last ?? 0),
    changedAfter: (organisation, change, limit) => changed.all(organisation, change, limit).map(receiptRowOf),
    list(organisation, filter, after, limit) {
      const from = after === '' ? undefined : report(organisation, after);
      if (after !== '' && from === undefined) return undefined;
      const { where, values } = conditions(filter);
      if (from !== undefined) where.push('row < ?');
      const text = ['organisation = ?', IS_NOT_MISSING, ...where].join(' AND ');
      const statement = db.prepare(`${SELECT_RECEIPT} WHERE ${text} ORDER BY row DESC LIMIT ?`);
      const found = statement.all(organisation, ...values, ...(from === undefined ? [] : [from.row]), limit);
      return found.map(receiptRowOf);
    },
    currentEvents: (organisation, layer, row, limit) =>
      events.all(organisation, row, layer, limit).map((result) => ({
        row: Number(result.row),
        event: result.event as Uint8Array,
      })),
  };
}

function conditions({ reportIds, importId, states, occurred }: ReportFilter): {
  where: string[];
  values: (string | number)[];
} {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, value: string | number): void => {
    where.push(condition);
    values.push(value);
  };
  if (reportIds.length > 0) add('report_id IN (SELECT value FROM json_each(?))', JSON.stringify(reportIds));
  if (importId !== '') add('created_import = ?', importId);
  if (states.length > 0) add('state IN (SELECT value FROM json_each(?))', JSON.stringify(states));
  if (occurred.from !== undefined) add('occurred_to >= ?', occurred.from);
  if (occurred.to !== undefined) add('occurred_from <= ?', occurred.to);
  return { where, values };
}
