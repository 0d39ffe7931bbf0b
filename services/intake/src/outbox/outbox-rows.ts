import { type Country, type Layer, RetractionReason } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { advanceDelivery } from '../progress/advance-delivery.ts';
import type { Progress } from '../progress/progress.ts';
import { type EventRow, encodeReportEvent } from '../report/encode-report-event.ts';
import {
  createDeliveryWriter,
  type DeliveryRow,
  PUBLISH,
  type ReportRow,
  SELECT_DELIVERY,
} from '../report/report-row.ts';

/** A revision that is to be put on the log. The same revision gives the same bytes, however often it is asked for. */
export type OutgoingRecord = {
  readonly kind: 'report' | 'activity';
  readonly row: number;
  readonly revision: number;
  readonly queued: number;
  readonly organisation: number;
  readonly key: Uint8Array;
  /** Null where the log is to forget it. */
  readonly value: Uint8Array | null;
};

/** What a message on the log is made of. */
type QueuedValue = EventRow & Pick<ReportRow, 'event' | 'publish' | 'layer'>;

/** What the outbox reads of a row. */
type QueuedRow = QueuedValue & Pick<ReportRow, 'row' | 'queued'>;

export type LogPosition = { readonly partition: number; readonly offset: number };

export type OutboxRows = {
  /** The next revisions in order, at most so many. */
  next(limit: number): OutgoingRecord[];
  /** Marks revisions as logged, and as what the region has made of them since. Gives the organisations concerned. */
  markLogged(
    sent: readonly (OutgoingRecord & LogPosition)[],
    progress: Progress | undefined,
    nowMs: number,
  ): Set<number>;
  depth(): number;
  /**
   * Queues everything that was ever shared again, for a log that has lost it. Gives how much that is. `isAnew`: the topic of reports is
   * another one, and has nothing of what this ledger lacks either.
   */
  requeueAll(isNewTopic: boolean): number;
};

export function createOutboxRows(db: Database, sequences: Sequences, node: Country): OutboxRows {
  const reports = db.prepare(
    `SELECT row, revision, queued, organisation, reference, event, publish, first_received_day, code_book_version, layer
       FROM report WHERE queued IS NOT NULL ORDER BY queued LIMIT ?`,
  );
  const activities = db.prepare(
    'SELECT row, revision, queued, organisation, reference, event FROM activity WHERE queued IS NOT NULL ORDER BY queued LIMIT ?',
  );
  const byRow = db.prepare(`${SELECT_DELIVERY} WHERE row = ?`);
  // Sent again, for a log that had lost it, it may be further already: a state never goes back.
  const mark = db.prepare(
    `UPDATE report SET queued = NULL, log_partition = ?, log_offset = ?, state = max(state, ${ReceiptState.LOGGED}),
            repeated_at = CASE WHEN superseded_at IS NULL THEN NULL ELSE ? END,
            superseded_at = CASE WHEN taken_back_at IS NULL THEN NULL ELSE coalesce(superseded_at, ?) END,
            logged_at = coalesce(logged_at, ?), changed = ?
      WHERE row = ? AND revision = ? AND queued = ? AND publish <> ${PUBLISH.tombstone}`,
  );
  const forget = db.prepare(
    `UPDATE report SET queued = NULL, log_partition = NULL, log_offset = NULL, was_shared = 0, publish = ${PUBLISH.nothing}
      WHERE row = ? AND revision = ? AND queued = ?`,
  );
  const write = createDeliveryWriter(db);
  const markActivity = db.prepare(
    `UPDATE activity SET state = ?, queued = NULL, repeated_at = CASE WHEN logged_at IS NULL THEN NULL ELSE ? END,
            logged_at = coalesce(logged_at, ?)
      WHERE row = ? AND queued = ?`,
  );
  const depths = db.prepare(
    `SELECT (SELECT count(*) FROM report WHERE queued IS NOT NULL)
          + (SELECT count(*) FROM activity WHERE queued IS NOT NULL) AS depth`,
  );
  const dropLacking = db.prepare('DELETE FROM report WHERE lacks = 1 AND retracted = 0');
  const shared = db.prepare(
    'SELECT row FROM report WHERE was_shared = 1 AND (lacks IS NULL OR retracted = 1) ORDER BY row',
  );
  const allActivities = db.prepare('SELECT row FROM activity WHERE length(event) > 0 ORDER BY row');
  const queueReport = db.prepare(
    'UPDATE report SET queued = ?, log_partition = NULL, log_offset = NULL WHERE row = ?',
  );
  const queueActivity = db.prepare('UPDATE activity SET queued = ? WHERE row = ?');

  /** Gives the organisation; undefined where the row was revised while its bytes were on their way: then the newer is queued. */
  const markReport = (
    { row, revision, queued, partition, offset, organisation, value }: OutgoingRecord & LogPosition,
    nowMs: number,
  ): number | undefined => {
    if (value === null) {
      forget.run(row, revision, queued);
      return undefined;
    }
    const change = sequences.nextChange(organisation);
    const { changes } = mark.run(partition, offset, nowMs, nowMs, nowMs, change, row, revision, queued);
    return changes === 0 ? undefined : organisation;
  };

  /** The region may be faster than this node's own bookkeeping, and told of it before. */
  const advance = (row: number, progress: Progress, nowMs: number): void => {
    const logged = byRow.get(row) as DeliveryRow | undefined;
    const next = logged && advanceDelivery(logged, progress, nowMs);
    if (next !== undefined) write({ ...next, changed: sequences.nextChange(next.organisation) });
  };

  return {
    next(limit) {
      const first = (reports.all(limit) as QueuedRow[]).map((row) => toOutgoingRecord(row, node));
      const rest = activities.all(limit - first.length).map(
        (row): OutgoingRecord => ({
          kind: 'activity',
          row: Number(row.row),
          revision: Number(row.revision),
          queued: Number(row.queued),
          organisation: Number(row.organisation),
          key: row.reference as Uint8Array,
          value: toActivityValue(row.event as Uint8Array),
        }),
      );
      return [...first, ...rest];
    },
    markLogged: (sent, progress, nowMs) =>
      db.transaction(() => {
        const organisations = new Set<number>();
        for (const one of sent) {
          if (one.kind === 'activity') {
            markActivity.run(ReceiptState.LOGGED, nowMs, nowMs, one.row, one.queued);
            continue;
          }
          const organisation = markReport(one, nowMs);
          if (organisation === undefined) continue;
          organisations.add(organisation);
          if (progress !== undefined && hasProgressPassed(one, progress)) advance(one.row, progress, nowMs);
        }
        return organisations;
      }),
    depth: () => Number(depths.get()?.depth ?? 0),
    requeueAll: (isNewTopic) =>
      db.transaction(() => {
        if (isNewTopic) dropLacking.run();
        const rows = shared.all();
        const activityRows = allActivities.all();
        for (const { row } of rows) queueReport.run(sequences.nextQueued(), Number(row));
        for (const { row } of activityRows) queueActivity.run(sequences.nextQueued(), Number(row));
        return rows.length + activityRows.length;
      }),
  };
}

/** Whether the region has told that it is past this place, or tells of releases that may hold it. */
function hasProgressPassed({ partition, offset }: LogPosition, progress: Progress): boolean {
  return (
    offset < (progress.nextOffsets.get(partition) ?? 0) ||
    progress.closed.some(({ nextOffsets }) => offset < (nextOffsets[partition] ?? 0))
  );
}

function toOutgoingRecord(row: QueuedRow, node: Country): OutgoingRecord {
  return {
    kind: 'report',
    row: row.row,
    revision: row.revision,
    queued: row.queued ?? 0,
    organisation: row.organisation,
    key: row.reference,
    value: toReportValue(row, node),
  };
}

/** Of an activity record that is forgotten the ledger has no event any more. */
const toActivityValue = (event: Uint8Array): Uint8Array | null => (event.length === 0 ? null : event);

/** What the log gets of a revision that goes there; null is that it forgets the report. */
export function toReportValue(row: QueuedValue, node: Country): Uint8Array | null {
  if (row.publish === PUBLISH.tombstone) return null;
  if (row.publish !== PUBLISH.narrowing) return row.event;
  // It is the organisation's alone: the report counts nowhere from here on.
  return encodeReportEvent(row, row.layer as Layer, node, {
    $case: 'retraction',
    value: { reason: RetractionReason.SHARING_NARROWED },
  });
}
