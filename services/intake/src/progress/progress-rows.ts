import { Layer, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { type DeliveryRow, deliveryRowsOf, SELECT_DELIVERY } from '../delivery/delivery-rows.ts';
import type { Ledger } from '../ledger.ts';
import { advanceDelivery } from './advance-delivery.ts';
import type { Progress } from './progress.ts';

/**
 * Result of one transaction. The next transaction continues after `cursor`; undefined means that all rows are
 * done.
 */
export type ProgressBatch = {
  readonly organisations: ReadonlySet<number>;
  readonly cursor: number | undefined;
};

export type ProgressRows = {
  /** Marks rows of a partition as counted, after an offset and below the region's position; at most `limit` rows. */
  markPartitionCounted(
    partition: number,
    after: number,
    progress: Progress,
    limit: number,
    nowMs: number,
  ): ProgressBatch;
  isReleaseApplied(releaseId: string): boolean;
  /** Adds new releases to the reports that they contain, in rows after `cursor`. */
  applyReleases(cursor: number, progress: Progress, limit: number, nowMs: number): ProgressBatch;
  markReleasesApplied(releaseIds: readonly string[]): void;
};

export function createProgressRows({ db, deliveries }: Ledger): ProgressRows {
  const uncounted = db.prepare(
    `${SELECT_DELIVERY} WHERE state = ${ReceiptState.LOGGED} AND log_partition = ? AND log_offset > ? AND log_offset < ?
     ORDER BY log_offset LIMIT ?`,
  );
  const releasable = db.prepare(
    `${SELECT_DELIVERY} WHERE row > ? AND state IN (${ReceiptState.COUNTED}, ${ReceiptState.IN_RELEASE})
        AND layer = ${Layer.REPORTS} AND share_with >= ${ShareWith.PARTNERS}
     ORDER BY row LIMIT ?`,
  );
  // The ids are cached, because each release is looked up several times a second. No other code writes the
  // table.
  const appliedReleases = new Set(
    db
      .prepare('SELECT id FROM release')
      .all()
      .map(({ id }) => id),
  );
  const insertRelease = db.prepare('INSERT OR IGNORE INTO release (id) VALUES (?)');

  const advanceAll = (
    rows: readonly DeliveryRow[],
    limit: number,
    at: (row: DeliveryRow) => number,
    progress: Progress,
    nowMs: number,
  ): ProgressBatch => {
    const organisations = new Set<number>();
    for (const row of rows) {
      const next = advanceDelivery(row, progress, nowMs);
      if (next === undefined) continue;
      deliveries.write(next);
      organisations.add(row.organisation);
    }
    const last = rows.at(-1);
    return { organisations, cursor: rows.length === limit && last !== undefined ? at(last) : undefined };
  };

  return {
    markPartitionCounted(partition, after, progress, limit, nowMs) {
      const end = progress.nextOffsets.get(partition) ?? 0;
      const rows = deliveryRowsOf(uncounted.all(partition, after, end, limit));
      // Most progress advances no row here, so the method starts no empty transaction.
      if (rows.length === 0) return { organisations: new Set(), cursor: undefined };
      return db.transaction(() => advanceAll(rows, limit, (row) => row.log_offset ?? 0, progress, nowMs));
    },
    isReleaseApplied: (releaseId) => appliedReleases.has(releaseId),
    applyReleases(cursor, progress, limit, nowMs) {
      const rows = deliveryRowsOf(releasable.all(cursor, limit));
      if (rows.length === 0) return { organisations: new Set(), cursor: undefined };
      return db.transaction(() => advanceAll(rows, limit, (row) => row.row, progress, nowMs));
    },
    markReleasesApplied(releaseIds) {
      db.transaction(() => {
        for (const id of releaseIds) insertRelease.run(id);
      });
      for (const id of releaseIds) appliedReleases.add(id);
    },
  };
}
