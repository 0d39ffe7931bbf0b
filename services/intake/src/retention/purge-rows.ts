import { ReceiptState } from '@waylight/contracts/intake';
import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { PUBLISH } from '../report/report-row.ts';

/** Times until the log has erased the content that a retraction or narrowing superseded. */
export type PurgeTimes = {
  /** Then the retraction is republished, which closes the segment with the earlier content. */
  readonly republishAfterMs: number;
  /** Counted from republishing: then the log has compacted that segment. */
  readonly compactedAfterMs: number;
  /** Then a tombstone removes the retraction itself. */
  readonly tombstoneAfterMs: number;
};

export type PurgeRows = {
  /** Queues due rows for the log and marks erased ones. Each of its queries takes at most `limit` rows. */
  purgeBatch(times: PurgeTimes, nowMs: number, limit: number): PurgedBatch;
};

/** The organisations whose receipts changed, and the number of due rows. */
export type PurgedBatch = { readonly organisations: ReadonlySet<number>; readonly rows: number };

/**
 * A broker closes a segment only when another record follows, and compacts no open segment. That may take months in a quiet
 * partition, so each retraction and narrowing is published twice.
 */
export function createPurgeRows(db: Database, sequences: Sequences): PurgeRows {
  const onLog = 'log_partition IS NOT NULL AND queued IS NULL';
  // The current revision is republished, whichever it is: it follows the superseded content.
  const isDue = `superseded_at IS NOT NULL AND cleared_at IS NULL AND ${onLog}`;
  const unrepeated = db.prepare(
    `SELECT row FROM report WHERE ${isDue} AND superseded_at <= ?
        AND (repeated_at IS NULL OR repeated_at < superseded_at + ?) ORDER BY superseded_at LIMIT ?`,
  );
  const uncleared = db.prepare(
    `SELECT row, organisation, repeated_at FROM report WHERE ${isDue}
        AND repeated_at >= superseded_at + ? AND repeated_at <= ? ORDER BY superseded_at LIMIT ?`,
  );
  // The region must have counted a retraction before its tombstone: it could never remove the report otherwise.
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
