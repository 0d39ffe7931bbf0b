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
    onRevision({ before, isErasing }, { row, started_at }) {
      // A row that was created from a journal entry was not stored before, and neither was its erasure.
      const isStored = before !== undefined && before.row !== 0;
      if (started_at !== null && (isErasing || !isStored)) start.run(row, started_at);
    },
    markLogged: (row, nowMs) => void mark.run(nowMs, nowMs, row),
  };
}
