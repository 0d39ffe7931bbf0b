import { Layer, RetractionReason, ShareWith } from '@waylight/contracts/incident';
import type { Ledger } from '../ledger.ts';
import { retractionReasonOf } from '../report/report-row.ts';

/**
 * Number of reports that an organisation sent for tables, and number of these reports that tables no longer
 * count.
 */
export type ReviewCounts = { readonly received: number; readonly removed: number };

/**
 * Counts over all organisations. The only fact that the counts use of a report is whether it is still
 * counted.
 */
export type ReviewRows = {
  /**
   * Counts by organisation number the reports first received on `day` or later, among the `limit` newest rows before
   * `row`. The next call continues before `next`; undefined: all older rows were received earlier.
   */
  readCountsSince(
    day: number,
    row: number,
    limit: number,
  ): { readonly counts: ReadonlyMap<number, ReviewCounts>; readonly next: number | undefined };
};

export function createReviewRows({ db }: Ledger): ReviewRows {
  const newest = db.prepare(
    `SELECT row, organisation, first_received_day, retracted, CASE WHEN retracted = 1 THEN event END AS event,
            layer = ${Layer.REPORTS} AND share_with >= ${ShareWith.PARTNERS} AS in_tables,
            row IN (SELECT row FROM narrowed_report) AS narrowed
       FROM report WHERE row < ? ORDER BY row DESC LIMIT ?`,
  );
  return {
    readCountsSince(day, row, limit) {
      const rows = newest.all(row, limit);
      const recent = rows.filter((one) => Number(one.first_received_day) >= day);
      const counts = new Map<number, ReviewCounts>();
      for (const { organisation, in_tables, narrowed, retracted, event } of recent) {
        if (in_tables !== 1 && narrowed !== 1) continue;
        const { received, removed } = counts.get(Number(organisation)) ?? { received: 0, removed: 0 };
        const isRemoved = narrowed === 1 || (retracted === 1 && !isExpired(event as Uint8Array));
        counts.set(Number(organisation), {
          received: received + 1,
          removed: removed + (isRemoved ? 1 : 0),
        });
      }
      // Rows are in the order of receipt, unless the clock was set back. So a batch without recent rows ends
      // the search.
      const isDone = rows.length < limit || recent.length === 0;
      return { counts, next: isDone ? undefined : Number(rows.at(-1)?.row) };
    },
  };
}

const isExpired = (event: Uint8Array): boolean =>
  retractionReasonOf({ retracted: 1, event }) === RetractionReason.EXPIRED;
