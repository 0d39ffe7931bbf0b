import type { Database } from '../ledger/database.ts';
import type { RevisionListener } from '../report/revision-writer.ts';

export type ErasureRows = {
  /** Starts an erasure, which replaces an earlier one. The content before both is erased together. */
  readonly onRevision: RevisionListener;
  /** Records that the row's current revision is on the log. */
  markLogged(row: number, nowMs: number): void;
};

export function createErasureRows(db: Database): ErasureRows {
  const start = db.prepare('INSERT OR REPLACE INTO erasure (row, started_at) VALUES (?, ?)');
  const mark = db.prepare(
    `UPDATE erasure SET republished_at = CASE WHEN superseded_at IS NULL THEN NULL ELSE ? END,
            superseded_at = coalesce(superseded_at, ?)
      WHERE row = ?`,
  );
  return {
    onRevision({ before, isErasing }, { row, accepted_at }) {
      if (isErasing) start.run(row, accepted_at);
      // A report that was created from a journal entry was not stored before, and neither was its erasure.
      else if (before?.row === 0 && before.retracted === 1) start.run(row, before.accepted_at);
    },
    markLogged: (row, nowMs) => void mark.run(nowMs, nowMs, row),
  };
}
