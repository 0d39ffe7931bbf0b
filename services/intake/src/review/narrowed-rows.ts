import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { Database } from '../ledger/database.ts';
import type { ReportRow } from '../report/report-row.ts';

/**
 * Reports that tables could count before they were narrowed, and no longer can. The review counts them like
 * retracted reports.
 */
export type NarrowedRows = { track(before: ReportRow, next: ReportRow): void };

export function createNarrowedRows(db: Database): NarrowedRows {
  const add = db.prepare('INSERT OR IGNORE INTO narrowed_report (row) VALUES (?)');
  const remove = db.prepare('DELETE FROM narrowed_report WHERE row = ?');
  return {
    track(before, next) {
      if (isInTables(next)) remove.run(next.row);
      else if (isInTables(before)) add.run(next.row);
    },
  };
}

/** Tables count reports that are shared with the partners or more widely. */
const isInTables = ({ layer, share_with }: ReportRow): boolean =>
  layer === Layer.REPORTS && share_with >= ShareWith.PARTNERS;
