import type { Ledger } from '../ledger.ts';
import { createOutboxRows } from '../outbox/outbox-rows.ts';
import { createOutdatedRows } from '../progress/outdated-rows.ts';
import { createPartitionRows } from '../progress/partition-rows.ts';
import { createProgressRows } from '../progress/progress-rows.ts';
import { createRestoreJournalRows } from '../restore/restore-journal-rows.ts';
import { createExpiryRows } from '../retention/expiry-rows.ts';
import { createPurgeRows } from '../retention/purge-rows.ts';
import { createReviewRows } from '../review/review-rows.ts';

type LedgerRows = ReturnType<typeof createRows>;

const known = new WeakMap<Ledger, LedgerRows>();

/** The rows that a node's components keep in the ledger, one instance for each ledger. */
export function rowsOf(ledger: Ledger): LedgerRows {
  const rows = known.get(ledger) ?? createRows(ledger);
  known.set(ledger, rows);
  return rows;
}

const createRows = (ledger: Ledger) => ({
  outbox: createOutboxRows(ledger),
  outdated: createOutdatedRows(ledger),
  progress: createProgressRows(ledger),
  partitions: createPartitionRows(ledger),
  review: createReviewRows(ledger),
  purge: createPurgeRows(ledger),
  expiry: createExpiryRows(ledger),
  restoreJournal: createRestoreJournalRows(ledger),
});
