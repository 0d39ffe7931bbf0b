import { randomBytes } from 'node:crypto';
import type { JournalledReport, RestoreJournalBatch } from '@waylight/contracts/operations';
import type { Database } from '../ledger/database.ts';
import type { Ledger } from '../ledger.ts';
import { createRowWriter, rowOf, SELECT_REPORT, type StoredReport } from '../report/report-row.ts';
import {
  createMissingRow,
  isStillCounted,
  type ReconciledRow,
  reconcileMissingRow,
  reconcileRow,
  toJournalEntry,
} from './reconcile-row.ts';

/** The next offset of the restore journal to read. The topic id is empty before the first message. */
export type JournalPosition = { readonly topicId: string; readonly next: number };

/**
 * Identifies a message, and distinguishes this ledger's messages from the messages of a later state of it.
 */
export type MessageId = Pick<RestoreJournalBatch, 'incarnation' | 'sequence'>;

/** Rows that the journal does not contain yet, with their entries. */
export type UnjournalledReports = {
  readonly rows: readonly UnjournalledRow[];
  readonly reports: readonly JournalledReport[];
};
type UnjournalledRow = { readonly row: number; readonly revision: number };

export type RestoreJournalRows = {
  readUnjournalled(limit: number): UnjournalledReports;
  /**
   * Returns the next message's id and stores it as this ledger's own. The id must be durable before the
   * message is sent, because the response may be lost.
   */
  nextMessageId(): MessageId;
  /** Marks entries that are on the log. This ledger contains all messages before `position`. */
  markJournalled(rows: readonly UnjournalledRow[], position: JournalPosition): void;
  position(): JournalPosition;
  hasReports(): boolean;
  /**
   * Queues all entries since `sinceMs` again, for a journal that was replaced. Reading continues at
   * `position`.
   */
  republishSince(sinceMs: number, position: JournalPosition): void;
  /**
   * Applies the messages since this ledger was copied. Skips messages that this ledger wrote or applied
   * before. `partitionOf` returns the partition of a reference on the reports topic.
   */
  reconcile(
    messages: readonly RestoreJournalBatch[],
    position: JournalPosition,
    partitionOf: PartitionOf,
  ): ReconcileResult;
};

type PartitionOf = (reference: Uint8Array) => number | undefined;

/** The organisations whose reports changed, and the number of reports that were retracted, outdated or missing. */
export type ReconcileResult = {
  readonly organisations: ReadonlySet<number>;
  readonly retracted: number;
  readonly outdated: number;
  readonly missing: number;
};

const INCARNATION_BYTES = 8;

export function createRestoreJournalRows(ledger: Ledger): RestoreJournalRows {
  const { db, journalQueue: queue } = ledger;
  const writePosition = db.prepare('UPDATE ledger SET journal_topic_id = ?, journal_next = ?');
  const readPosition = db.prepare('SELECT journal_topic_id AS id, journal_next AS next FROM ledger');
  const setPosition = ({ topicId, next }: JournalPosition) => void writePosition.run(topicId, next);
  const anyReport = db.prepare('SELECT 1 FROM report LIMIT 1');
  const messages = createMessageRows(db);
  const reconcileEntries = createReconciliation(ledger);
  return {
    readUnjournalled(limit) {
      const rows = queue.read(limit);
      return {
        rows: rows.map(({ row, revision }) => ({ row, revision })),
        reports: rows.map(toJournalEntry),
      };
    },
    nextMessageId: () => db.transaction(messages.next),
    markJournalled: (rows, position) =>
      db.transaction(() => {
        for (const { row, revision } of rows) queue.markJournalled(row, revision);
        setPosition(position);
      }),
    position() {
      const row = readPosition.get();
      return { topicId: String(row?.id ?? ''), next: Number(row?.next ?? 0) };
    },
    hasReports: () => anyReport.get() !== undefined,
    republishSince: (sinceMs, position) =>
      db.transaction(() => {
        queue.addSince(sinceMs);
        setPosition(position);
      }),
    reconcile(batches, position, partitionOf) {
      const result = db.transaction(() => {
        const entries = batches.filter(messages.markApplied).flatMap(({ reports }) => reports);
        const reconciled = reconcileEntries(entries, partitionOf);
        setPosition(position);
        return reconciled;
      });
      if (result.retracted > 0) ledger.requirePurge();
      return result;
    },
  };
}

/** The messages that this ledger has written or applied. */
function createMessageRows(db: Database) {
  const select = db.prepare('SELECT sequence FROM journal_applied WHERE incarnation = ?');
  const upsert = db.prepare('INSERT OR REPLACE INTO journal_applied (incarnation, sequence) VALUES (?, ?)');
  // The incarnation is random at each start, so messages of a later state are never among those that a copy
  // has written.
  const incarnation = randomBytes(INCARNATION_BYTES);
  let sequence = 0;
  return {
    next(): MessageId {
      sequence++;
      upsert.run(incarnation, sequence);
      return { incarnation, sequence };
    },
    /** Returns false if the message was applied before. */
    markApplied(message: MessageId): boolean {
      if (message.sequence <= Number(select.get(message.incarnation)?.sequence ?? 0)) return false;
      upsert.run(message.incarnation, message.sequence);
      return true;
    },
  };
}

function createReconciliation({
  db,
  sequences,
  journalQueue: queue,
  missing,
  caps,
  deliveries,
  writeRevision,
  facts,
}: Ledger): (entries: readonly JournalledReport[], partitionOf: PartitionOf) => ReconcileResult {
  const byRow = db.prepare(`${SELECT_REPORT} WHERE row = ?`);
  const findRows = createReferenceScan(db);
  const write = createRowWriter(db);

  const reconcileEntry = (
    row: StoredReport | undefined,
    entry: JournalledReport,
    partitionOf: PartitionOf,
  ): ReconciledRow | undefined => {
    if (row !== undefined)
      return missing.has(row.row) ? reconcileMissingRow(row, entry, facts) : reconcileRow(row, entry, facts);
    if (isStillCounted(entry)) return createMissingRow(entry, partitionOf(entry.reference), facts);
    missing.addEntry(entry);
    return undefined;
  };

  const store = ({ before, row: next, was, partition, isJournalled }: ReconciledRow): void => {
    if (was === 'missing') {
      const placeholder = { ...next, changed: sequences.nextChange(next.organisation) };
      write(placeholder);
      caps.write(placeholder);
      deliveries.markCounted(placeholder.row, partition ?? null);
      missing.add(placeholder.row, placeholder.reference);
      return;
    }
    const isErasing = was === 'retracted' || next.retracted === 1;
    const stored = writeRevision({ before, next, isErasing, isJournalled });
    if (!isJournalled) queue.remove(stored.row);
  };

  return (entries, partitionOf) => {
    const latest = new Map(entries.map((entry) => [hex(entry.reference), entry]));
    const rows = findRows(latest);
    const organisations = new Set<number>();
    const count = { retracted: 0, outdated: 0, missing: 0 };
    for (const [reference, entry] of latest) {
      const found = byRow.get(rows.get(reference) ?? 0);
      const row = found && caps.addTo(rowOf(found));
      const reconciled = reconcileEntry(row, entry, partitionOf);
      if (reconciled === undefined) continue;
      store(reconciled);
      organisations.add(reconciled.row.organisation);
      count[reconciled.was]++;
    }
    return { organisations, ...count };
  };
}

/**
 * Finds the rows of references by reading all reports. There is no index, because a restore is rarer than a
 * write.
 */
function createReferenceScan(db: Database) {
  const select = db.prepare('SELECT row, reference FROM report WHERE row > ? ORDER BY row LIMIT 10000');
  return (wanted: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> => {
    const found = new Map<string, number>();
    if (wanted.size === 0) return found;
    for (let after = 0; ; ) {
      const rows = select.all(after);
      for (const { row, reference } of rows) {
        const key = hex(reference as Uint8Array);
        if (wanted.has(key)) found.set(key, Number(row));
      }
      const last = rows.at(-1);
      if (last === undefined) return found;
      after = Number(last.row);
    }
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
