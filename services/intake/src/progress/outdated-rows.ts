import type { OutdatedRecord } from '@waylight/contracts/operations';
import type { Database } from '../ledger/database.ts';
import type { Ledger } from '../ledger.ts';
import { hex } from './progress.ts';

export type OutdatedRows = {
  /**
   * Queues the current revisions of outdated records again, unchanged; see `OutdatedRecord`. Returns their
   * number. Reads the ledger only for records that were not named before, `chunk` rows between two calls of
   * `pause`. A reference whose tombstone was sent, or that the ledger lacks, has nothing to send.
   */
  queueReports(records: readonly OutdatedRecord[], chunk: number, pause: Pause): Promise<number>;
  queueActivity(records: readonly OutdatedRecord[], chunk: number, pause: Pause): Promise<number>;
};

type Pause = () => Promise<void>;

/**
 * Maximum number of repeats of a reference while it stays named. The region names it again if the ledger's own
 * revision is older than the counted one, because the ledger was restored from a copy.
 */
const MAX_REPEATS = 3;

export function createOutdatedRows({ db, sequences }: Ledger): OutdatedRows {
  // A row that is queued, or whose revision came after the outdated record, repairs it anyway.
  const queueReport = db.prepare(
    'UPDATE delivery SET queued = ? WHERE row = ? AND queued IS NULL AND log_partition = ? AND log_offset < ?',
  );
  const queueActivity = db.prepare(
    'UPDATE activity SET queued = ? WHERE row = ? AND queued IS NULL AND length(event) > 0',
  );
  const reports = createRepair(
    db,
    'report',
    (row, { partition, offset }) =>
      queueReport.run(sequences.nextQueued(), row, partition, Number(offset)).changes,
  );
  const activity = createRepair(
    db,
    'activity',
    (row) => queueActivity.run(sequences.nextQueued(), row).changes,
  );
  return { queueReports: reports, queueActivity: activity };
}

function createRepair(
  db: Database,
  table: 'report' | 'activity',
  queue: (row: number, record: OutdatedRecord) => number,
): OutdatedRows['queueReports'] {
  // References have no index, because each write would update it, and repairs are rare.
  const rowsAfter = db.prepare(`SELECT row, reference FROM ${table} WHERE row > ? ORDER BY row LIMIT ?`);
  const selectNew = createNamedRecords();
  return async (records, chunk, pause) => {
    const unrepaired = selectNew(records);
    if (unrepaired.size === 0) return 0;
    let count = 0;
    for (let after = 0; ; await pause()) {
      const rows = rowsAfter.all(after, chunk);
      db.transaction(() => {
        for (const { row, reference } of rows) {
          const record = unrepaired.get(hex(reference as Uint8Array));
          if (record !== undefined) count += queue(Number(row), record);
        }
      });
      if (rows.length < chunk) return count;
      after = Number(rows.at(-1)?.row);
    }
  };
}

/** Remembers the named records of the last message, because each message names them until they are repaired. */
function createNamedRecords() {
  let named = new Map<string, { readonly offset: bigint; readonly times: number }>();
  return (records: readonly OutdatedRecord[]): ReadonlyMap<string, OutdatedRecord> => {
    const before = named;
    named = new Map();
    const unrepaired = new Map<string, OutdatedRecord>();
    for (const record of records) {
      const reference = hex(record.reference);
      const { offset, times } = before.get(reference) ?? { offset: -1n, times: 0 };
      const isNew = record.offset > offset && times < MAX_REPEATS;
      if (isNew) unrepaired.set(reference, record);
      named.set(reference, isNew ? { offset: record.offset, times: times + 1 } : { offset, times });
    }
    return unrepaired;
  };
}
