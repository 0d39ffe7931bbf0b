import { SERVICE_ACTOR } from '@waylight/audit';
import { ActivityEvent } from '@waylight/contracts/activity';
import { AuditKind } from '@waylight/contracts/audit';
import { Layer, RetractionReason } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { Ledger } from '../ledger.ts';
import { retractRow } from '../report/evolve.ts';
import { PUBLISH, rowOf, SELECT_REPORT } from '../report/report-row.ts';

/** Days since 1970-01-01. */
export type ExpiryCutoff = {
  /** Records first received on this day or before expire. */
  readonly receivedBy: number;
  /**
   * Shared reports expire only if they happened before this day; otherwise later releases may still count
   * them.
   */
  readonly settledBefore: number;
};

export type ExpiredBatch = { readonly organisations: ReadonlySet<number>; readonly count: number };

/**
 * The number of records past their retention, whether they can be removed or not. `oldestDay` is the day of
 * receipt of the oldest record; 0 if there is none.
 */
export type RetentionStatus = { readonly due: number; readonly oldestDay: number };

export type ExpiryRows = {
  /** Expires at most `limit` reports, each by a retraction. The public record never expires. */
  expireReports(cutoff: ExpiryCutoff, limit: number): ExpiredBatch;
  /** Expires activity reports. The months for which they show completeness have closed by then. */
  expireActivities(cutoff: ExpiryCutoff, limit: number): ExpiredBatch;
  status(receivedBy: number): { readonly reports: RetentionStatus; readonly activities: RetentionStatus };
};

export function createExpiryRows({
  db,
  sequences,
  caps,
  writeRevision,
  audit,
  facts,
  requirePurge,
}: Ledger): ExpiryRows {
  const dueReports = db.prepare(
    `${SELECT_REPORT} WHERE retracted = 0 AND first_received_day <= ? AND layer <> ${Layer.PUBLIC_RECORD}
        AND (publish = ${PUBLISH.nothing} OR (first_received_day < ? AND occurred_to < ?))
      ORDER BY first_received_day LIMIT ?`,
  );
  const dueActivities = db.prepare(
    `SELECT row, organisation, event FROM activity WHERE expired = 0 AND first_received_day <= ?
      ORDER BY first_received_day LIMIT ?`,
  );
  const endActivity = db.prepare(
    `UPDATE activity SET expired = 1, revision = revision + 1, digest = '', event = ?, state = ${ReceiptState.ACCEPTED},
            logged_at = NULL, republished_at = NULL, queued = ? WHERE row = ?`,
  );
  const COUNTED =
    'count(*) FILTER (WHERE first_received_day <= ?) AS due, min(first_received_day) AS oldest_day';
  const reportStatus = db.prepare(
    `SELECT ${COUNTED} FROM report WHERE retracted = 0 AND layer <> ${Layer.PUBLIC_RECORD}`,
  );
  const activityStatus = db.prepare(`SELECT ${COUNTED} FROM activity WHERE expired = 0`);
  const toStatus = (found: Record<string, unknown> | undefined): RetentionStatus => ({
    due: Number(found?.due),
    oldestDay: Number(found?.oldest_day ?? 0),
  });

  /** Expires rows and records their number in the audit, in one transaction. */
  const expireAll = <Row extends { readonly organisation: number }>(
    rows: readonly Row[],
    kind: AuditKind,
    expire: (row: Row) => void,
  ): ExpiredBatch => {
    const count = rows.length;
    if (count > 0) {
      db.transaction(
        () => {
          for (const row of rows) expire(row);
          audit.append({ kind, actor: SERVICE_ACTOR, count });
        },
        () => audit.resetAfterRollback(),
      );
      requirePurge();
    }
    return { organisations: new Set(rows.map(({ organisation }) => organisation)), count };
  };

  return {
    status: (receivedBy) => ({
      reports: toStatus(reportStatus.get(receivedBy)),
      activities: toStatus(activityStatus.get(receivedBy)),
    }),
    expireReports({ receivedBy, settledBefore }, limit) {
      const due = dueReports.all(receivedBy, settledBefore, settledBefore, limit);
      const rows = due.map((found) => caps.addTo(rowOf(found)));
      return expireAll(rows, AuditKind.REPORTS_EXPIRED, (row) => {
        const next = retractRow(row, RetractionReason.EXPIRED, row.revision + 1, facts);
        writeRevision({ before: row, next, isErasing: true, isJournalled: true });
      });
    },
    expireActivities({ receivedBy }, limit) {
      const rows = activitiesOf(dueActivities.all(receivedBy, limit));
      return expireAll(rows, AuditKind.ACTIVITY_EXPIRED, (row) => {
        endActivity.run(encodeActivityEnd(row.event), sequences.nextQueued(), row.row);
      });
    },
  };
}

type ActivityRow = { readonly row: number; readonly organisation: number; readonly event: Uint8Array };

/** A cast is enough: the columns are those of the statement, and STRICT tables enforce their types. */
function activitiesOf(found: readonly Record<string, unknown>[]): ActivityRow[] {
  return found as ActivityRow[];
}

/** The event that replaces an expired activity report on the log. */
function encodeActivityEnd(event: Uint8Array): Uint8Array {
  const last = ActivityEvent.decode(event);
  return ActivityEvent.encode({
    ...last,
    revision: last.revision + 1,
    change: { $case: 'retraction', value: { reason: RetractionReason.EXPIRED } },
  }).finish();
}
