import { ReceiptState } from '@waylight/contracts/intake';
import { type CurrentDigest, EMPTY_DIGEST, encodeDigest, toggleReport } from '@waylight/trends';
import { IS_NOT_MISSING } from '../ledger/schema.ts';
import type { Ledger } from '../ledger.ts';
import { PUBLISH } from '../report/report-row.ts';
import { hex } from './progress.ts';

/** This ledger's reports in one partition of the log, summarised in the same way as the region's progress. */
export type PartitionSummary = {
  readonly reports: number;
  /** In hex. */
  readonly digest: string;
  /** The highest offset of any row; -1 if there is none. */
  readonly lastOffset: number;
  /** True if the region has counted all these reports, so that they can be compared. */
  readonly isSettled: boolean;
};

export type PartitionRows = {
  /** By partition. Reads the whole ledger, `chunk` rows between two calls of `pause`. */
  read(chunk: number, pause: () => Promise<void>): Promise<Map<number, PartitionSummary>>;
  /** Queues all rows of one partition again. Returns their number. */
  queuePartition(partition: number): number;
};

type Sum = { reports: number; digest: CurrentDigest; lastOffset: number; isSettled: boolean };

export function createPartitionRows({ db, deliveries }: Ledger): PartitionRows {
  const shared = db.prepare(
    `SELECT row, reference, revision, retracted, publish, state, log_partition, log_offset
       FROM delivery CROSS JOIN report USING (row)
      WHERE row > ? AND log_partition IS NOT NULL ORDER BY row LIMIT ?`,
  );
  const inPartition = db.prepare(
    `SELECT row FROM delivery CROSS JOIN report USING (row)
      WHERE log_partition = ? AND (retracted = 1 OR ${IS_NOT_MISSING}) ORDER BY log_offset`,
  );
  return {
    async read(chunk, pause) {
      const sums = new Map<number, Sum>();
      for (let after = 0; ; await pause()) {
        const rows = shared.all(after, chunk);
        for (const row of rows) add(sums, row);
        after = Number(rows.at(-1)?.row ?? 0);
        if (rows.length < chunk) break;
      }
      return new Map(
        [...sums].map(([partition, sum]) => [partition, { ...sum, digest: hex(encodeDigest(sum.digest)) }]),
      );
    },
    queuePartition: (partition) =>
      db.transaction(() => {
        const rows = inPartition.all(partition);
        for (const { row } of rows) deliveries.queueLost(Number(row));
        return rows.length;
      }),
  };
}

function add(sums: Map<number, Sum>, row: Record<string, unknown>): void {
  const partition = Number(row.log_partition);
  const sum = sums.get(partition) ?? { reports: 0, digest: EMPTY_DIGEST, lastOffset: -1, isSettled: true };
  sum.lastOffset = Math.max(sum.lastOffset, Number(row.log_offset));
  sum.isSettled &&= Number(row.state) > ReceiptState.LOGGED;
  if (row.retracted === 0 && row.publish === PUBLISH.event) {
    sum.reports++;
    sum.digest = toggleReport(sum.digest, row.reference as Uint8Array, Number(row.revision));
  }
  sums.set(partition, sum);
}
