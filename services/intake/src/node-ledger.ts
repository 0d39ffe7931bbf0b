import type { Database, EncryptedFile, SyncFile } from './ledger/database.ts';
import { type Ledger, type LedgerModules, openLedger } from './ledger.ts';
import type { LedgerFacts } from './report/report-command.ts';
import { createJournalQueue } from './restore/journal-queue.ts';
import { createMissingRows } from './restore/missing-rows.ts';
import { createErasureRows } from './retention/erasure-rows.ts';
import { trackNarrowedReports } from './review/narrowed-rows.ts';

/** Opens the ledger of a node, with what retention, restore and review add to the writing of reports. */
export const openNodeLedger = (
  encrypted: EncryptedFile,
  nodeName: string,
  facts: LedgerFacts,
  sync?: SyncFile,
): Ledger => openLedger(encrypted, nodeName, facts, openModules, sync);

function openModules(db: Database, facts: LedgerFacts): LedgerModules {
  const journalQueue = createJournalQueue(db);
  const missing = createMissingRows(db, facts);
  return {
    missing,
    journalQueue,
    listeners: [
      createErasureRows(db).onRevision,
      journalQueue.onRevision,
      missing.onRevision,
      trackNarrowedReports(db),
    ],
  };
}
