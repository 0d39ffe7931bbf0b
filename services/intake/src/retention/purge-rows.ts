import { ReceiptState } from '@waylight/contracts/intake';
import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { PUBLISH } from '../report/report-row.ts';

/** How long what was taken back lies on the log. */
export type PurgeTimes = {
  /** After this what was taken back goes to the log again, so that the segment that holds what was before it closes. */
  readonly republishAfterMs: number;
  /** So long after that the log has compacted that segment. */
  readonly compactedAfterMs: number;
  /** After this the log forgets what ended, by a null. */
  readonly tombstoneAfterMs: number;
};

export type PurgeRows = {
  /**
   * Queues what is due for the log, and notes of what the log is clear by now; at most `limit` rows. Gives the organisations whose
   * receipts changed, and how many rows were due.
   */
  purgeBatch(times: PurgeTimes, nowMs: number, limit: number): PurgedBatch;
};

export type PurgedBatch = { readonly organisations: ReadonlySet<number>; readonly rows: number };

/**
 * A broker closes a segment when a record comes behind it, and compacts none that is open. In a quiet partition that may be months: so
 * who takes something back says it twice.
 */
export function createPurgeRows(db: Database, sequences: Sequences): PurgeRows {
  const onLog = 'log_partition IS NOT NULL AND queued IS NULL';
  // Whatever is current goes there: it is what came after.
  const isDue = `superseded_at IS NOT NULL AND cleared_at IS NULL AND ${onLog}`;
  const unrepeated = db.prepare(
    `SELECT row FROM report WHERE ${isDue} AND superseded_at <= ?
        AND (repeated_at IS NULL OR repeated_at < superseded_at + ?) ORDER BY superseded_at LIMIT ?`,
  );
  const uncleared = db.prepare(
    `SELECT row, organisation, repeated_at FROM report WHERE ${isDue}
        AND repeated_at >= superseded_at + ? AND repeated_at <= ? ORDER BY superseded_at LIMIT ?`,
  );
  // Each whose value on the log is a retraction, and not before the region has counted it: what it never heard of it could never take out.
  const unforgotten = db.prepare(
    `SELECT row FROM report WHERE ${onLog} AND logged_at <= ? AND cleared_at IS NOT NULL AND state = ${ReceiptState.RETRACTED}
        ORDER BY logged_at LIMIT ?`,
  );
  const queue = db.prepare('UPDATE report SET queued = ? WHERE row = ?');
  const clear = db.prepare('UPDATE report SET cleared_at = ?, changed = ? WHERE row = ?');
  const forget = db.prepare(`UPDATE report SET queued = ?, publish = ${PUBLISH.tombstone} WHERE row = ?`);

  const activityOnLog = 'expired = 1 AND length(event) > 0 AND queued IS NULL';
  const unrepeatedActivity = db.prepare(
    `SELECT row FROM activity WHERE ${activityOnLog} AND logged_at <= ?
        AND (repeated_at IS NULL OR repeated_at < logged_at + ?) LIMIT ?`,
  );
  const unforgottenActivity = db.prepare(
    `SELECT row FROM activity WHERE ${activityOnLog} AND logged_at <= ? AND repeated_at >= logged_at + ? LIMIT ?`,
  );
  const queueActivity = db.prepare('UPDATE activity SET queued = ? WHERE row = ?');
  const forgetActivity = db.prepare("UPDATE activity SET queued = ?, event = x'' WHERE row = ?");

  return {
    purgeBatch({ republishAfterMs, compactedAfterMs, tombstoneAfterMs }, nowMs, limit) {
      const again = unrepeated.all(nowMs - republishAfterMs, republishAfterMs, limit);
      const clean = uncleared.all(republishAfterMs, nowMs - compactedAfterMs, limit);
      const ended = unforgotten.all(nowMs - tombstoneAfterMs, limit);
      const againActivity = unrepeatedActivity.all(nowMs - republishAfterMs, republishAfterMs, limit);
      const endedActivity = unforgottenActivity.all(nowMs - tombstoneAfterMs, republishAfterMs, limit);
      const due = [again, clean, ended, againActivity, endedActivity];
      const rows = due.reduce((sum, { length }) => sum + length, 0);
      const organisations = new Set(clean.map(({ organisation }) => Number(organisation)));
      if (rows === 0) return { organisations, rows };
      db.transaction(() => {
        for (const { row } of again) queue.run(sequences.nextQueued(), Number(row));
        for (const { row, organisation } of clean)
          clear.run(nowMs, sequences.nextChange(Number(organisation)), Number(row));
        for (const { row } of ended) forget.run(sequences.nextQueued(), Number(row));
        for (const { row } of againActivity) queueActivity.run(sequences.nextQueued(), Number(row));
        for (const { row } of endedActivity) forgetActivity.run(sequences.nextQueued(), Number(row));
      });
      return { organisations, rows };
    },
  };
}
