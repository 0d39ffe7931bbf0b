import { ReceiptState } from '@waylight/contracts/intake';
import type { Ledger } from '../ledger.ts';
import { PUBLISH } from '../report/report-row.ts';

/** Times until the log has erased the content that a retraction or narrowing superseded. */
export type PurgeTimes = {
  /** After this time the retraction is republished, which closes the segment with the earlier content. */
  readonly republishAfterMs: number;
  /** After this time since the republishing, the log has compacted that segment. */
  readonly compactedAfterMs: number;
  /** After this time a tombstone removes the retraction itself. */
  readonly tombstoneAfterMs: number;
};

export type PurgeRows = {
  /**
   * Queues due rows for the log, and marks rows whose earlier content is erased. Each query takes at most
   * `limit` rows.
   */
  purgeBatch(times: PurgeTimes, nowMs: number, limit: number): PurgedBatch;
};

/** The organisations whose receipts changed, and the number of due rows. */
export type PurgedBatch = { readonly organisations: ReadonlySet<number>; readonly rows: number };

/**
 * A broker closes a segment only when another record follows, and never compacts an open segment. In a quiet
 * partition this may take months, so each retraction and narrowing is published twice.
 */
export function createPurgeRows({ db, sequences, deliveries }: Ledger): PurgeRows {
  const onLog = 'log_partition IS NOT NULL AND queued IS NULL';
  // CROSS JOIN fixes the order of the tables, so that the few due erasures are read from their index. The
  // current revision is republished, whichever it is, because it follows the superseded content.
  const due = `FROM erasure CROSS JOIN delivery USING (row) CROSS JOIN report USING (row)
      WHERE superseded_at IS NOT NULL AND erased_at IS NULL AND ${onLog}`;
  const unrepublished = db.prepare(
    `SELECT row ${due} AND superseded_at <= ?
        AND (republished_at IS NULL OR republished_at < superseded_at + ?) ORDER BY superseded_at LIMIT ?`,
  );
  const unerased = db.prepare(
    `SELECT row, organisation ${due} AND republished_at >= superseded_at + ? AND republished_at <= ?
      ORDER BY superseded_at LIMIT ?`,
  );
  // The region must have counted a retraction before its tombstone. Otherwise a region that is down until compaction removes both
  // would go on counting the report.
  const untombstoned = db.prepare(
    `SELECT row FROM delivery CROSS JOIN erasure USING (row)
      WHERE ${onLog} AND logged_at <= ? AND erased_at IS NOT NULL AND state = ${ReceiptState.RETRACTED}
      ORDER BY logged_at LIMIT ?`,
  );
  const markErased = db.prepare('UPDATE erasure SET erased_at = ? WHERE row = ?');
  const markTombstone = db.prepare(`UPDATE report SET publish = ${PUBLISH.tombstone} WHERE row = ?`);

  const activityOnLog = 'expired = 1 AND length(event) > 0 AND queued IS NULL';
  const unrepublishedActivity = db.prepare(
    `SELECT row FROM activity WHERE ${activityOnLog} AND logged_at <= ?
        AND (republished_at IS NULL OR republished_at < logged_at + ?) LIMIT ?`,
  );
  const untombstonedActivity = db.prepare(
    `SELECT row FROM activity WHERE ${activityOnLog} AND logged_at <= ? AND republished_at >= logged_at + ? LIMIT ?`,
  );
  const queueActivity = db.prepare('UPDATE activity SET queued = ? WHERE row = ?');
  const tombstoneActivity = db.prepare("UPDATE activity SET queued = ?, event = x'' WHERE row = ?");

  return {
    purgeBatch({ republishAfterMs, compactedAfterMs, tombstoneAfterMs }, nowMs, limit) {
      const republished = unrepublished.all(nowMs - republishAfterMs, republishAfterMs, limit);
      const erased = unerased.all(republishAfterMs, nowMs - compactedAfterMs, limit);
      const ended = untombstoned.all(nowMs - tombstoneAfterMs, limit);
      const republishedActivity = unrepublishedActivity.all(
        nowMs - republishAfterMs,
        republishAfterMs,
        limit,
      );
      const endedActivity = untombstonedActivity.all(nowMs - tombstoneAfterMs, republishAfterMs, limit);
      const all = [republished, erased, ended, republishedActivity, endedActivity];
      const rows = all.reduce((sum, { length }) => sum + length, 0);
      const organisations = new Set(erased.map(({ organisation }) => Number(organisation)));
      if (rows === 0) return { organisations, rows };
      db.transaction(() => {
        for (const { row } of republished) deliveries.queue(Number(row));
        for (const { row, organisation } of erased) {
          markErased.run(nowMs, Number(row));
          deliveries.markChanged(Number(row), Number(organisation));
        }
        for (const { row } of ended) {
          markTombstone.run(Number(row));
          deliveries.queue(Number(row));
        }
        for (const { row } of republishedActivity) queueActivity.run(sequences.nextQueued(), Number(row));
        for (const { row } of endedActivity) tombstoneActivity.run(sequences.nextQueued(), Number(row));
      });
      return { organisations, rows };
    },
  };
}
