import { JournalledReport } from '@waylight/contracts/operations';
import type { Database } from '../ledger/database.ts';
import { createReport } from '../report/evolve.ts';
import type { LedgerFacts } from '../report/report-command.ts';
import type { MissingReports } from '../report/report-command-handler.ts';
import { rowOf, SELECT_REPORT } from '../report/report-row.ts';
import type { RevisionListener } from '../report/revision-writer.ts';
import type { CapRows } from '../sharing/cap-rows.ts';
import { decideMissing } from './decide-missing.ts';
import { createRowFromJournal, isPlaceholderId } from './reconcile-row.ts';

/** Reports that only the restore journal has, because this ledger was restored from an older copy. */
export type MissingRows = MissingReports & {
  /** True if the row is a placeholder. */
  has(row: number): boolean;
  /** Marks a row as a placeholder. */
  add(row: number, reference: Uint8Array): void;
  /**
   * Stores the journal entry of a report that no table counts any more. Such a report needs no placeholder.
   */
  addEntry(entry: JournalledReport): void;
  /** A placeholder that was revised by its sender contains the report's id, and is missing no more. */
  readonly onRevision: RevisionListener;
};

export function createMissingRows(db: Database, caps: CapRows, facts: LedgerFacts): MissingRows {
  const byReference = db.prepare(
    `${SELECT_REPORT} WHERE row = (SELECT row FROM missing_report WHERE reference = ?)`,
  );
  const byRow = db.prepare('SELECT 1 FROM missing_report WHERE row = ?');
  const add = db.prepare('INSERT OR IGNORE INTO missing_report (row, reference) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM missing_report WHERE row = ?');
  const insertEntry = db.prepare('INSERT OR REPLACE INTO missing_entry (reference, entry) VALUES (?, ?)');
  const selectEntry = db.prepare('SELECT entry FROM missing_entry WHERE reference = ?');
  const deleteEntry = db.prepare('DELETE FROM missing_entry WHERE reference = ?');
  const selectAny = db.prepare(
    'SELECT EXISTS (SELECT 1 FROM missing_entry) OR EXISTS (SELECT 1 FROM missing_report) AS found',
  );
  // Cached, because every new report checks it and there are mostly no missing reports.
  let hasAny = selectAny.get()?.found === 1;
  return {
    find(command) {
      if (!hasAny) return undefined;
      const reference = command.reference();
      const placeholder = byReference.get(reference);
      if (placeholder !== undefined)
        return {
          row: { ...caps.addTo(rowOf(placeholder)), report_id: command.reportId },
          isMissing: true,
        };
      const entry = selectEntry.get(reference)?.entry;
      if (entry === undefined) return undefined;
      const row = createReport({ ...command, reference: () => reference }, facts);
      return createRowFromJournal(row, JournalledReport.decode(entry as Uint8Array), facts);
    },
    has: (row) => hasAny && byRow.get(row) !== undefined,
    add(row, reference) {
      hasAny = true;
      deleteEntry.run(reference);
      add.run(row, reference);
    },
    addEntry(entry) {
      hasAny = true;
      insertEntry.run(entry.reference, JournalledReport.encode(entry).finish());
    },
    decide: decideMissing,
    onRevision(_revision, { row, report_id }) {
      if (hasAny && !isPlaceholderId(report_id)) remove.run(row);
    },
  };
}
