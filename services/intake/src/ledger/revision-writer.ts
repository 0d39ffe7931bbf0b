import { createRowWriter, PUBLISH, type ReportRow, type StoredReport } from '../report/report-row.ts';
import type { JournalQueue } from '../restore/journal-queue.ts';
import { createErasureRows, NO_ERASURE } from '../retention/erasure-rows.ts';
import { createNarrowedRows } from '../review/narrowed-rows.ts';
import type { Database } from './database.ts';
import type { Sequences } from './sequences.ts';

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

/**
 * Writes a revision, its place in the outbox, and its consequences for retention and restore. Must be called
 * in a transaction.
 */
export type RevisionWriter = (revision: Revision) => StoredReport;

export function createRevisionWriter(
  db: Database,
  sequences: Sequences,
  journal: Pick<JournalQueue, 'add'>,
): RevisionWriter {
  const write = createRowWriter(db);
  const erasures = createErasureRows(db);
  const narrowed = createNarrowedRows(db);
  return ({ before, next, isErasing, isJournalled }) => {
    next.queued = next.publish === PUBLISH.nothing ? null : sequences.nextQueued();
    next.changed = sequences.nextChange(next.organisation);
    write(next);
    const { started_at, superseded_at, erased_at } = isErasing
      ? { ...NO_ERASURE, started_at: next.accepted_at }
      : (before ?? NO_ERASURE);
    // A row that was created from a journal entry was not stored before, and neither was its erasure.
    const isStored = before !== undefined && before.row !== 0;
    if (started_at !== null && (isErasing || !isStored)) erasures.start(next.row, started_at);
    if (isJournalled) journal.add(next.row);
    if (before !== undefined) narrowed.track(before, next);
    return Object.assign(next, { started_at, superseded_at, erased_at });
  };
}
