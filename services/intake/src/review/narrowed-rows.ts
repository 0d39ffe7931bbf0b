import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { Database } from '../ledger/database.ts';
import type { ReportRow } from '../report/report-row.ts';
import type { RevisionListener } from '../report/revision-writer.ts';

/**
 * Keeps the rows of reports that tables could count before they were narrowed, and no longer can. The review
 * counts them like retracted reports.
 */
export function trackNarrowedReports(db: Database): RevisionListener {
  const add = db.prepare('INSERT OR IGNORE INTO narrowed_report (row) VALUES (?)');
  const remove = db.prepare('DELETE FROM narrowed_report WHERE row = ?');
  return ({ before }, stored) => {
    if (before === undefined) return;
    if (isInTables(stored)) remove.run(stored.row);
    else if (isInTables(before)) add.run(stored.row);
  };
}

/** Tables count reports that are shared with the partners or more widely. */
const isInTables = ({ layer, share_with }: ReportRow): boolean =>
  layer === Layer.REPORTS && share_with >= ShareWith.PARTNERS;
