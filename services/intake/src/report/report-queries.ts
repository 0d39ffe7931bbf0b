import { type Incident, type Layer, ReportEvent } from '@waylight/contracts/incident';
import type { ReceiptState } from '@waylight/contracts/intake';
import type { Database } from '../ledger/database.ts';
import { IS_NOT_MISSING } from '../ledger/schema.ts';
import { type ReportRow, rowOf, rowsOf, SELECT_REPORT, type StoredReport } from './report-row.ts';

export type ReportFilter = {
  readonly reportIds: readonly string[];
  readonly importId: string;
  readonly states: readonly ReceiptState[];
  /** Days since 1970-01-01. A report matches if it may have happened within the range. */
  readonly occurred: { readonly from?: number; readonly to?: number };
};

/** Reads rows of one organisation. Rows whose content is missing are omitted. */
export type ReportQueries = {
  report(organisation: number, reportId: string): StoredReport | undefined;
  /** The last change of an organisation; 0 before the first. */
  lastChange(organisation: number): number;
  /** Rows that changed after this change, in the order of their last change. */
  changedAfter(organisation: number, change: number, limit: number): StoredReport[];
  /** The newest rows first, after the row of the report `after`; undefined if there is no such report. */
  list(organisation: number, filter: ReportFilter, after: string, limit: number): StoredReport[] | undefined;
  /** Events of a layer's current reports, without retractions, from rows after `row`. */
  currentEvents(
    organisation: number,
    layer: Layer,
    row: number,
    limit: number,
  ): { readonly row: number; readonly event: Uint8Array }[];
};

export function createReportQueries(db: Database): ReportQueries {
  const byId = db.prepare(`${SELECT_REPORT} WHERE organisation = ? AND report_id = ?`);
  const changed = db.prepare(
    `${SELECT_REPORT} WHERE organisation = ? AND changed > ? AND ${IS_NOT_MISSING} ORDER BY changed LIMIT ?`,
  );
  const last = db.prepare('SELECT max(changed) AS last FROM report WHERE organisation = ?');
  const events = db.prepare(
    `SELECT row, event FROM report
      WHERE organisation = ? AND row > ? AND retracted = 0 AND layer = ? AND ${IS_NOT_MISSING} ORDER BY row LIMIT ?`,
  );
  const report: ReportQueries['report'] = (organisation, reportId) => rowOf(byId.get(organisation, reportId));

  return {
    report,
    lastChange: (organisation) => Number(last.get(organisation)?.last ?? 0),
    changedAfter: (organisation, change, limit) => rowsOf(changed.all(organisation, change, limit)),
    list(organisation, filter, after, limit) {
      const from = after === '' ? undefined : report(organisation, after);
      if (after !== '' && from === undefined) return undefined;
      const { where, values } = conditions(filter);
      if (from !== undefined) where.push('row < ?');
      const text = ['organisation = ?', IS_NOT_MISSING, ...where].join(' AND ');
      const statement = db.prepare(`${SELECT_REPORT} WHERE ${text} ORDER BY row DESC LIMIT ?`);
      return rowsOf(statement.all(organisation, ...values, ...(from === undefined ? [] : [from.row]), limit));
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

/** The incident of a row; undefined for a retraction. */
export function incidentOf({ event }: Pick<ReportRow, 'event'>): Incident | undefined {
  const { change } = ReportEvent.decode(event);
  return change?.$case === 'incident' ? change.value : undefined;
}
