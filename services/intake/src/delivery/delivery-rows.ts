import { ReceiptState } from '@waylight/contracts/intake';
import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { PUBLISH, type ReportRow } from '../report/report-row.ts';
import type { RevisionListener } from '../report/revision-writer.ts';

/**
 * How far the current revision of a report has come: its place in the outbox, its position on the log, and what the
 * region has counted and released. These are the values of a new revision. Times are epoch milliseconds.
 */
const UNSENT = {
  state: ReceiptState.ACCEPTED as ReceiptState,
  logged_at: null as number | null,
  counted_at: null as number | null,
  released_at: null as number | null,
  retracted_at: null as number | null,
  /** JSON of release ids. */
  releases: null as string | null,
  /** Place in the outbox; null outside of it. */
  queued: null as number | null,
  log_partition: null as number | null,
  log_offset: null as number | null,
};

export type Delivery = typeof UNSENT;

export const DELIVERY_COLUMNS = Object.keys(UNSENT) as readonly (keyof Delivery)[];

/** What the region's progress is compared with. */
const COMPARED_COLUMNS = [
  'row',
  'organisation',
  'reference',
  'first_received_day',
  'retracted',
  'publish',
  'layer',
  'share_with',
  'occurred_from',
  'occurred_to',
] as const satisfies readonly (keyof ReportRow)[];

/** A delivery, with what is needed of its report to advance it. */
export type DeliveryRow = Pick<ReportRow, (typeof COMPARED_COLUMNS)[number]> & Delivery;

/** Start of statements whose results `deliveryRowsOf` accepts. CROSS JOIN reads the deliveries first, by their indexes. */
export const SELECT_DELIVERY = `SELECT ${[...COMPARED_COLUMNS, ...DELIVERY_COLUMNS].join(', ')}
  FROM delivery CROSS JOIN report USING (row)`;

/** A cast is enough: the statement selects the columns of the type, and STRICT tables enforce the column types. */
export function deliveryRowsOf(results: readonly Record<string, unknown>[]): DeliveryRow[] {
  return results as DeliveryRow[];
}

export type DeliveryRows = {
  /** Starts the delivery of each revision. Releases stay, because they are final. */
  readonly onRevision: RevisionListener;
  /** Writes the delivery of a row, and marks its receipt as changed. */
  write(row: DeliveryRow): void;
  /** Numbers the change of a receipt, for those who watch it. */
  markChanged(row: number, organisation: number): void;
  /** Queues a row again. Its position on the log stays until the record is sent. */
  queue(row: number): void;
  /** Queues a row again whose record the log has lost. */
  queueLost(row: number): void;
  /** Stores that the region counts a report of which this ledger has only a placeholder. */
  markCounted(row: number, partition: number | null): void;
};

export function createDeliveryRows(db: Database, sequences: Sequences): DeliveryRows {
  const insert = db.prepare('INSERT INTO delivery (row, state, retracted_at, queued) VALUES (?, ?, ?, ?)');
  const restart = db.prepare(
    `UPDATE delivery SET state = ?, logged_at = NULL, counted_at = NULL, released_at = NULL, retracted_at = ?,
            queued = ?, log_partition = NULL, log_offset = NULL
      WHERE row = ?`,
  );
  const update = db.prepare(
    `UPDATE delivery SET ${DELIVERY_COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE row = ?`,
  );
  const setChanged = db.prepare('UPDATE report SET changed = ? WHERE row = ?');
  const markChanged = (row: number, organisation: number): void =>
    void setChanged.run(sequences.nextChange(organisation), row);
  const queue = db.prepare('UPDATE delivery SET queued = ? WHERE row = ?');
  const queueLost = db.prepare(
    'UPDATE delivery SET queued = ?, log_partition = NULL, log_offset = NULL WHERE row = ?',
  );
  const markCounted = db.prepare(
    `INSERT INTO delivery (row, state, log_partition) VALUES (?, ${ReceiptState.COUNTED}, ?)
     ON CONFLICT (row) DO UPDATE SET state = excluded.state, queued = NULL`,
  );
  return {
    onRevision({ before }, report) {
      const { state, retracted_at } = startOfDelivery(report);
      const queued = report.publish === PUBLISH.nothing ? null : sequences.nextQueued();
      if (before === undefined || before.row === 0) insert.run(report.row, state, retracted_at, queued);
      else restart.run(state, retracted_at, queued, report.row);
    },
    write(row) {
      update.run(...DELIVERY_COLUMNS.map((name) => row[name]), row.row);
      markChanged(row.row, row.organisation);
    },
    markChanged,
    queue: (row) => void queue.run(sequences.nextQueued(), row),
    queueLost: (row) => void queueLost.run(sequences.nextQueued(), row),
    markCounted: (row, partition) => void markCounted.run(row, partition),
  };
}

/** A report that never left the node is counted nowhere, so its retraction is complete at once. */
export function startOfDelivery({
  retracted,
  publish,
  accepted_at,
}: Pick<ReportRow, 'retracted' | 'publish' | 'accepted_at'>): Delivery {
  return retracted === 1 && publish === PUBLISH.nothing
    ? { ...UNSENT, state: ReceiptState.RETRACTED, retracted_at: accepted_at }
    : UNSENT;
}

export function releasesOf({ releases }: Pick<Delivery, 'releases'>): string[] {
  return releases === null ? [] : (JSON.parse(releases) as string[]);
}
