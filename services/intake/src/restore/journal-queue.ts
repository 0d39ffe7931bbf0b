import type { Database } from '../ledger/database.ts';
import { PUBLISH, rowOf, SELECT_REPORT, type StoredReport } from '../report/report-row.ts';
import type { RevisionListener } from '../report/revision-writer.ts';
import type { CapRows } from '../sharing/cap-rows.ts';

/** The rows whose current revision the restore journal does not contain yet. */
export type JournalQueue = {
  readonly onRevision: RevisionListener;
  remove(row: number): void;
  read(limit: number): StoredReport[];
  /** Removes a row from the queue unless the row was revised since. */
  markJournalled(row: number, revision: number): void;
  /** Adds all reports for which the journal had entries since that time. */
  addSince(sinceMs: number): void;
};

export function createJournalQueue(db: Database, caps: CapRows): JournalQueue {
  const add = db.prepare('INSERT OR IGNORE INTO unjournalled (row) VALUES (?)');
  const remove = db.prepare('DELETE FROM unjournalled WHERE row = ?');
  const read = db.prepare(
    `${SELECT_REPORT} WHERE row IN (SELECT row FROM unjournalled ORDER BY row LIMIT ?) ORDER BY row`,
  );
  const mark = db.prepare(
    'DELETE FROM unjournalled WHERE row = (SELECT row FROM report WHERE row = ? AND revision = ?)',
  );
  // A revision that keeps a cap is accepted after the narrowing, so its own time is compared.
  const addSince = db.prepare(
    `INSERT OR IGNORE INTO unjournalled
     SELECT row FROM report LEFT JOIN erasure USING (row) LEFT JOIN cap USING (row)
      WHERE (publish <> ${PUBLISH.nothing} OR started_at IS NOT NULL OR capped_on IS NOT NULL) AND accepted_at >= ?`,
  );
  return {
    onRevision: ({ isJournalled }, { row }) => {
      if (isJournalled) add.run(row);
    },
    remove: (row) => void remove.run(row),
    read: (limit) => read.all(limit).map((found) => caps.addTo(rowOf(found))),
    markJournalled: (row, revision) => void mark.run(row, revision),
    addSince: (sinceMs) => void addSince.run(sinceMs),
  };
}
