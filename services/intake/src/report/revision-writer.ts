import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { createRowWriter, type StoredReport } from './report-row.ts';

export type Revision = {
  /** The report before the revision; undefined for a new one. Its row is 0 if it was not stored. */
  readonly before: StoredReport | undefined;
  readonly next: StoredReport;
  /**
   * True if the revision retracts or narrows the report. Then the log must erase the report's earlier
   * content.
   */
  readonly isErasing: boolean;
  /** True if the restore journal must contain the revision. */
  readonly isJournalled: boolean;
};

/** Called with every revision, in its transaction, so that other tables of the ledger agree with the row. */
export type RevisionListener = (revision: Revision, stored: StoredReport) => void;

/** Writes a revision, and calls the listeners. Must be called in a transaction. */
export type RevisionWriter = (revision: Revision) => StoredReport;

export function createRevisionWriter(
  db: Database,
  sequences: Sequences,
  listeners: readonly RevisionListener[],
): RevisionWriter {
  const write = createRowWriter(db);
  return (revision) => {
    const { next } = revision;
    next.changed = sequences.nextChange(next.organisation);
    write(next);
    for (const listen of listeners) listen(revision, next);
    return next;
  };
}
