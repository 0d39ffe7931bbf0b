import { createDeliveryRows } from './delivery/delivery-rows.ts';
import type { Database, EncryptedFile, SyncFile } from './ledger/database.ts';
import type { Sequences } from './ledger/sequences.ts';
import { type Ledger, type LedgerModules, openLedger } from './ledger.ts';
import type { LedgerFacts } from './report/report-command.ts';
import { createJournalQueue } from './restore/journal-queue.ts';
import { createMissingRows } from './restore/missing-rows.ts';
import { createErasureRows } from './retention/erasure-rows.ts';
import { trackNarrowedReports } from './review/narrowed-rows.ts';
import { createCapRows } from './sharing/cap-rows.ts';

/** Opens the ledger of a node, with what its other tables add to the writing of reports. */
export const openNodeLedger = (
  encrypted: EncryptedFile,
  nodeName: string,
  facts: LedgerFacts,
  sync?: SyncFile,
): Ledger => openLedger(encrypted, nodeName, facts, openModules, sync);

function openModules(db: Database, sequences: Sequences, facts: LedgerFacts): LedgerModules {
  const deliveries = createDeliveryRows(db, sequences);
  const caps = createCapRows(db);
  const journalQueue = createJournalQueue(db, caps);
  const missing = createMissingRows(db, caps, facts);
  return {
    deliveries,
    caps,
    missing,
    journalQueue,
    listeners: [
      deliveries.onRevision,
      caps.onRevision,
      createErasureRows(db).onRevision,
      journalQueue.onRevision,
      missing.onRevision,
      trackNarrowedReports(db),
    ],
  };
}
