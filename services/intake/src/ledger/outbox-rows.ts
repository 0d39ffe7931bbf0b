import { type Country, type Layer, ReportEvent, RetractionReason } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { Progress } from '../progress/reached.ts';
import { advanced } from './advance.ts';
import type { Database } from './database.ts';
import {
  createPassageWriter,
  type PassageRow,
  PUBLISH,
  type ReportRow,
  rowsOf,
  SELECT_PASSAGE,
  SELECT_REPORT,
} from './report-row.ts';
import type { Sequences } from './sequences.ts';

/** A revision that is to be put on the log. The same revision gives the same bytes, however often it is asked for. */
export type Outgoing = {
  readonly kind: 'report' | 'activity';
  readonly row: number;
  readonly revision: number;
  readonly queued: number;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
};

export type OnLog = { readonly partition: number; readonly offset: number };

export type OutboxRows = {
  /** The next revisions in order, at most so many. */
  next(limit: number): Outgoing[];
  /** Marks revisions as logged, and as what the region has made of them since. Gives the organisations concerned. */
  markLogged(sent: readonly (Outgoing & OnLog)[], progress: Progress | undefined, nowMs: number): Set<number>;
  depth(): number;
  /** Queues everything that was ever shared again, for a log that has lost it. Gives how much that is. */
  queueAll(): number;
};

export function createOutboxRows(db: Database, sequences: Sequences, node: Country): OutboxRows {
  const reports = db.prepare(`${SELECT_REPORT} WHERE queued IS NOT NULL ORDER BY queued LIMIT ?`);
  const activities = db.prepare(
    'SELECT row, revision, queued, reference, event FROM activity WHERE queued IS NOT NULL ORDER BY queued LIMIT ?',
  );
  const byRow = db.prepare(`${SELECT_PASSAGE} WHERE row = ?`);
  const write = createPassageWriter(db);
  const markActivity = db.prepare(
    'UPDATE activity SET state = ?, queued = NULL WHERE row = ? AND queued = ?',
  );
  const depths = db.prepare(
    `SELECT (SELECT count(*) FROM report WHERE queued IS NOT NULL)
          + (SELECT count(*) FROM activity WHERE queued IS NOT NULL) AS depth`,
  );
  const shared = db.prepare('SELECT row FROM report WHERE was_shared = 1 ORDER BY row');
  const allActivities = db.prepare('SELECT row FROM activity ORDER BY row');
  const queueReport = db.prepare(
    'UPDATE report SET queued = ?, log_partition = NULL, log_offset = NULL WHERE row = ?',
  );
  const queueActivity = db.prepare('UPDATE activity SET queued = ? WHERE row = ?');

  const markReport = (sent: Outgoing & OnLog, progress: Progress | undefined, nowMs: number) => {
    const row = byRow.get(sent.row) as PassageRow | undefined;
    // Revised while its bytes were on their way: the newer revision is queued on its own.
    if (row === undefined || row.revision !== sent.revision || row.queued !== sent.queued) return undefined;
    const logged: PassageRow = {
      ...row,
      queued: null,
      log_partition: sent.partition,
      log_offset: sent.offset,
      // Sent again, for a log that had lost it, it may be further already.
      state: Math.max(row.state, ReceiptState.LOGGED) as ReceiptState,
      logged_at: row.logged_at ?? nowMs,
    };
    const next = (progress && advanced(logged, progress, nowMs)) ?? logged;
    write({ ...next, changed: sequences.nextChange(row.organisation) });
    return row.organisation;
  };

  return {
    next(limit) {
      const first = rowsOf(reports.all(limit)).map((row) => outgoingReport(row, node));
      const rest = activities.all(limit - first.length).map(
        (row): Outgoing => ({
          kind: 'activity',
          row: Number(row.row),
          revision: Number(row.revision),
          queued: Number(row.queued),
          key: row.reference as Uint8Array,
          value: row.event as Uint8Array,
        }),
      );
      return [...first, ...rest];
    },
    markLogged: (sent, progress, nowMs) =>
      db.transaction(() => {
        const organisations = new Set<number>();
        for (const one of sent) {
          if (one.kind === 'activity') {
            markActivity.run(ReceiptState.LOGGED, one.row, one.queued);
            continue;
          }
          const organisation = markReport(one, progress, nowMs);
          if (organisation !== undefined) organisations.add(organisation);
        }
        return organisations;
      }),
    depth: () => Number(depths.get()?.depth ?? 0),
    queueAll: () =>
      db.transaction(() => {
        const rows = shared.all();
        const activityRows = allActivities.all();
        for (const { row } of rows) queueReport.run(sequences.nextQueued(), Number(row));
        for (const { row } of activityRows) queueActivity.run(sequences.nextQueued(), Number(row));
        return rows.length + activityRows.length;
      }),
  };
}

function outgoingReport(row: ReportRow, node: Country): Outgoing {
  return {
    kind: 'report',
    row: row.row,
    revision: row.revision,
    queued: row.queued ?? 0,
    key: row.reference,
    value: row.publish === PUBLISH.narrowing ? narrowing(row, node) : row.event,
  };
}

/** What the log gets of a revision that is the organisation's alone: that the report counts nowhere from here on. */
function narrowing(row: ReportRow, node: Country): Uint8Array {
  return ReportEvent.encode({
    reportReference: Buffer.from(row.reference),
    revision: row.revision,
    node,
    firstReceivedDay: row.first_received_day,
    codeBookVersion: row.code_book_version,
    organisation: row.organisation,
    layer: row.layer as Layer,
    change: { $case: 'retraction', value: { reason: RetractionReason.SHARING_NARROWED } },
  }).finish();
}
