import { randomBytes } from 'node:crypto';
import { type AuditEvent, type AuditStore, createAuditStore, SALT_BYTES } from '@waylight/audit';
import type { BackupSource } from '@waylight/backup';
import type { ActivityReceipt, Receipt } from '@waylight/contracts/intake';
import type { DeliveryRows } from './delivery/delivery-rows.ts';
import { createChangeNotifier } from './ledger/change-notifier.ts';
import {
  checkFreeSpace,
  type Database,
  type EncryptedFile,
  openDatabase,
  type SyncFile,
} from './ledger/database.ts';
import { createGroupCommit } from './ledger/group-commit.ts';
import { LedgerError } from './ledger/ledger-error.ts';
import { createSequences, type Sequences } from './ledger/sequences.ts';
import { type LedgerStart, recordStart } from './ledger/starts.ts';
import { createReceiptReader } from './receipts/receipt.ts';
import { createReceiptQueries, type ReceiptQueries } from './receipts/receipt-queries.ts';
import { type ActivityCommand, createActivityCommandHandler } from './report/activity-command-handler.ts';
import type { LedgerFacts, ReportCommand } from './report/report-command.ts';
import {
  type CommandResult,
  createReportCommandHandler,
  type PreviewCommand,
  type PreviewResult,
} from './report/report-command-handler.ts';
import {
  createRevisionWriter,
  type RevisionListener,
  type RevisionWriter,
} from './report/revision-writer.ts';
import type { JournalQueue } from './restore/journal-queue.ts';
import type { MissingRows } from './restore/missing-rows.ts';
import type { CapRows } from './sharing/cap-rows.ts';

/** Identifies the log to which this ledger's positions refer. The texts are empty before the first append. */
export type KnownLog = {
  readonly clusterId: string;
  readonly reportsTopicId: string;
  readonly activityTopicId: string;
};

export type Ledger = {
  /** Identifies this ledger in resume tokens. Tokens of another ledger are invalid here. */
  readonly id: string;
  readonly start: LedgerStart;
  /** Resolves when the result is durable; many commands share one commit. */
  writeReport(command: ReportCommand): Promise<CommandResult<Receipt>>;
  /** Returns the result that sending a report would have, and writes nothing. */
  preview(command: PreviewCommand): PreviewResult;
  writeActivity(command: ActivityCommand): Promise<CommandResult<ActivityReceipt>>;
  /**
   * Records an event that is not a report or activity command, because such commands record their own events.
   * Resolves when the event is durable.
   */
  recordAuditEvent(event: AuditEvent): Promise<void>;
  readonly audit: AuditStore;
  readonly queries: ReceiptQueries;
  /**
   * Removes from the ledger's files the content that was replaced since the last call. Returns true if there
   * was such content.
   */
  purgeFiles(): boolean;
  /** Must be called when content was replaced. */
  requirePurge(): void;
  /** For modules that keep rows of their own. They write reports only by `writeRevision`. */
  readonly db: Database;
  readonly sequences: Sequences;
  readonly writeRevision: RevisionWriter;
  readonly deliveries: DeliveryRows;
  readonly caps: CapRows;
  readonly journalQueue: JournalQueue;
  readonly missing: MissingRows;
  readonly facts: LedgerFacts;
  readonly changes: ReturnType<typeof createChangeNotifier>;
  /**
   * Resolves when everything that can be read now is durable. Callers must wait for it before they return or
   * publish what they have read, because a power loss could undo it.
   */
  waitUntilDurable(): Promise<void>;
  /** Checks for free space and makes a write without effect. Rejects with the same error as a real write. */
  probe(): Promise<void>;
  /** Copies the ledger while it is in use; see `writeBackup`. */
  readonly backupSource: BackupSource;
  readKnownLog(): KnownLog;
  writeKnownLog(log: KnownLog): void;
  close(): void;
};

type Operation =
  | { readonly kind: 'report'; readonly command: ReportCommand }
  | { readonly kind: 'activity'; readonly command: ActivityCommand }
  | { readonly kind: 'audit'; readonly event: AuditEvent };
type OperationResult = CommandResult<Receipt> | CommandResult<ActivityReceipt> | typeof RECORDED;

const RECORDED = { kind: 'recorded' } as const;

/** What other modules add to the writing of reports. */
export type LedgerModules = {
  readonly deliveries: DeliveryRows;
  readonly caps: CapRows;
  readonly missing: MissingRows;
  readonly journalQueue: JournalQueue;
  readonly listeners: readonly RevisionListener[];
};

/** Use `openNodeLedger`, which adds the modules of a node. */
export function openLedger(
  encrypted: EncryptedFile,
  nodeName: string,
  facts: LedgerFacts,
  openModules: (db: Database, sequences: Sequences, facts: LedgerFacts) => LedgerModules,
  sync?: SyncFile,
): Ledger {
  const db = openDatabase(encrypted, sync);
  try {
    const sequences = createSequences(db);
    return assemble(db, encrypted.file, nodeName, facts, sequences, openModules(db, sequences, facts));
  } catch (error) {
    db.close();
    throw error;
  }
}

function assemble(
  db: Database,
  file: string,
  node: string,
  facts: LedgerFacts,
  sequences: Sequences,
  { deliveries, caps, missing, journalQueue, listeners }: LedgerModules,
): Ledger {
  const id = readLedgerId(db, node);
  const start = recordStart(db, facts.nowMs());
  const changes = createChangeNotifier();
  const files = createFilePurge(db);
  const audit = createAuditStore({
    database: db,
    createChain: () => ({ id: `node-${node}`, salt: randomBytes(SALT_BYTES) }),
    nowMs: facts.nowMs,
    pruneInTransaction: (work) => {
      db.transaction(work);
      files.requirePurge();
    },
  });
  const writeRevision = createRevisionWriter(db, sequences, listeners);
  const tables = { missing, caps, receiptOf: createReceiptReader(db) };
  const reports = createReportCommandHandler(db, writeRevision, audit, tables, facts);
  const runActivity = createActivityCommandHandler(db, sequences, audit, facts);
  const run = (operation: Operation): OperationResult => {
    switch (operation.kind) {
      case 'report':
        return reports.execute(operation.command);
      case 'activity':
        return runActivity(operation.command);
      case 'audit':
        audit.append(operation.event);
        return RECORDED;
      default:
        return operation satisfies never;
    }
  };
  const group = createGroupCommit<Operation, OperationResult>({
    commit: (operations) => {
      const results = db.transaction(
        () => operations.map(run),
        () => audit.resetAfterRollback(),
      );
      const commands = operations.flatMap((one) => (one.kind === 'audit' ? [] : one.command));
      if (commands.some(({ command }) => command.kind !== 'submit')) files.requirePurge();
      changes.notify(new Set(commands.map(({ organisation }) => organisation)));
      return results;
    },
    waitUntilDurable: db.waitUntilDurable,
  });
  const rewrite = db.prepare('UPDATE ledger SET node = node');
  let isClosed = false;
  return {
    id,
    start,
    writeReport: (command) => group.submit({ kind: 'report', command }) as Promise<CommandResult<Receipt>>,
    preview: reports.preview,
    writeActivity: (command) =>
      group.submit({ kind: 'activity', command }) as Promise<CommandResult<ActivityReceipt>>,
    recordAuditEvent: async (event) => void (await group.submit({ kind: 'audit', event })),
    audit,
    backupSource: db,
    queries: createReceiptQueries(db),
    purgeFiles: files.purge,
    requirePurge: files.requirePurge,
    db,
    sequences,
    writeRevision,
    deliveries,
    caps,
    journalQueue,
    missing,
    facts,
    changes,
    waitUntilDurable: db.waitUntilDurable,
    probe: async () => {
      checkFreeSpace(file);
      db.transaction(() => rewrite.run());
      await db.waitUntilDurable();
    },
    ...createKnownLogRow(db),
    close() {
      if (isClosed) return;
      isClosed = true;
      group.close();
      db.close();
    },
  };
}

/** True if the files may contain replaced content. */
function createFilePurge(db: Database) {
  // A crash may have prevented the last purge.
  let isRequired = true;
  const requirePurge = (): void => {
    isRequired = true;
  };
  return {
    requirePurge,
    purge(): boolean {
      const wasRequired = isRequired;
      if (wasRequired) db.truncateWal();
      isRequired = false;
      return wasRequired;
    },
  };
}

function createKnownLogRow(db: Database): Pick<Ledger, 'readKnownLog' | 'writeKnownLog'> {
  const read = db.prepare('SELECT cluster_id, reports_topic_id, activity_topic_id FROM ledger');
  const write = db.prepare('UPDATE ledger SET cluster_id = ?, reports_topic_id = ?, activity_topic_id = ?');
  return {
    readKnownLog() {
      const row = read.get();
      return {
        clusterId: String(row?.cluster_id ?? ''),
        reportsTopicId: String(row?.reports_topic_id ?? ''),
        activityTopicId: String(row?.activity_topic_id ?? ''),
      };
    },
    writeKnownLog: ({ clusterId, reportsTopicId, activityTopicId }) => {
      write.run(clusterId, reportsTopicId, activityTopicId);
    },
  };
}

/** Returns the ledger's id, which its first opening creates. Throws if the ledger belongs to another node. */
function readLedgerId(db: Database, node: string): string {
  db.prepare('INSERT OR IGNORE INTO ledger (one, id, node) VALUES (1, ?, ?)').run(
    randomBytes(6).toString('hex'),
    node,
  );
  const found = db.prepare('SELECT id, node FROM ledger').get();
  if (found?.node !== node)
    throw new LedgerError(
      'another-node',
      `the ledger belongs to the node ${String(found?.node)}, not to ${node}: configure a separate file for each node`,
    );
  return String(found.id);
}
