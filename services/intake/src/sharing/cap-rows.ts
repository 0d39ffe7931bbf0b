import type { ShareWith } from '@waylight/contracts/incident';
import type { Database } from '../ledger/database.ts';
import type { SharingCap } from '../report/decide-narrowing.ts';
import type { ReportRow, StoredReport } from '../report/report-row.ts';
import type { RevisionListener } from '../report/revision-writer.ts';

/** The caps of narrowed reports. Most reports have none. */
export type CapRows = {
  readonly onRevision: RevisionListener;
  /** Adds its cap to a row. */
  addTo(row: ReportRow): StoredReport;
  /** Stores or removes the cap of a row. */
  write(report: StoredReport): void;
};

export function createCapRows(db: Database): CapRows {
  const select = db.prepare('SELECT capped_to, capped_on FROM cap WHERE row = ?');
  const replace = db.prepare('INSERT OR REPLACE INTO cap (row, capped_to, capped_on) VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM cap WHERE row = ?');
  const write = ({ row, cap }: StoredReport): void => {
    if (cap === undefined) remove.run(row);
    else replace.run(row, cap.to, cap.onDay);
  };
  return {
    onRevision({ before }, report) {
      const isNew = before === undefined || before.row === 0;
      if (isNew ? report.cap !== undefined : report.cap !== before.cap) write(report);
    },
    addTo: (row) => ({ ...row, cap: capOf(select.get(row.row)) }),
    write,
  };
}

/** The cap in the columns of a statement that selects them. */
export function capOf(found: Record<string, unknown> | undefined): SharingCap | undefined {
  if (typeof found?.capped_to !== 'number' || typeof found.capped_on !== 'number') return undefined;
  return { to: found.capped_to as ShareWith, onDay: found.capped_on };
}
