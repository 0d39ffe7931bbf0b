import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { erasureTimesAfter } from './erasure-times.ts';
import { createRowWriter, PUBLISH, type ReportRow, type StoredReport } from './report-row.ts';

export type Revision = {
  /** The row before the revision; undefined for a new report. */
  readonly before: StoredReport | undefined;
  readonly next: ReportRow;
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

/** Writes a revision and its place in the outbox. Must be called in a transaction. */
export type RevisionWriter = (revision: Revision) => StoredReport;

export function createRevisionWriter(
  db: Database,
  sequences: Sequences,
  listeners: readonly RevisionListener[],
): RevisionWriter {
  const write = createRowWriter(db);
  return (revision) => {
    const { before, next, isErasing } = revision;
    next.queued = next.publish === PUBLISH.nothing ? null : sequences.nextQueued();
    next.changed = sequences.nextChange(next.organisation);
    write(next);
    const stored = Object.assign(next, erasureTimesAfter(before, isErasing ? next.accepted_at : undefined));
    for (const listen of listeners) listen(revision, stored);
    return stored;
  };
}
