import { randomBytes } from 'node:crypto';
import { type AuditEvent, type AuditStore, createAuditStore, SALT_BYTES } from '@waylight/audit';
import type { ActivityReceipt, Receipt } from '@waylight/contracts/intake';
import { createOutboxRows, type OutboxRows } from '../outbox/outbox-rows.ts';
import { createPartitionRows, type PartitionRows } from '../progress/partition-rows.ts';
import { createProgressRows, type ProgressRows } from '../progress/progress-rows.ts';
import { type ActivityCommand, createActivityCommandHandler } from '../report/activity-command-handler.ts';
import type { LedgerFacts, ReportCommand } from '../report/report-command.ts';
import {
  type CommandResult,
  createReportCommandHandler,
  type PreviewCommand,
  type PreviewResult,
} from '../report/report-command-handler.ts';
import { createReportQueries, type ReportQueries } from '../report/report-queries.ts';
import { createRestoreJournalRows, type RestoreJournalRows } from '../restore/restore-journal-rows.ts';
import { createExpiryRows, type ExpiryRows } from '../retention/expiry-rows.ts';
import { createPurgeRows, type PurgeRows } from '../retention/purge-rows.ts';
import { createReviewRows, type ReviewRows } from '../review/review-rows.ts';
import { createChangeNotifier } from './change-notifier.ts';
import {
  checkFreeSpace,
  type Database,
  type EncryptedFile,
  openDatabase,
  type SyncFile,
} from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import { LedgerError } from './ledger-error.ts';
import { createSequences } from './sequences.ts';

/** Which log the positions of this ledger belong to. Empty texts before the first append. */
export type LogIdentity = {
  readonly clusterId: string;
  readonly reportsTopicId: string;
  readonly activityTopicId: string;
};

export type Ledger = {
  /** Names this ledger in resume tokens: a token of another one means nothing here. */
  readonly id: string;
  /** Durable when it settles; many share one commit. */
  writeReport(command: ReportCommand): Promise<CommandResult<Receipt>>;
  /** What a report would become. Nothing is written. */
  preview(command: PreviewCommand): PreviewResult;
  writeActivity(command: ActivityCommand): Promise<CommandResult<ActivityReceipt>>;
  /** Something for the audit that is no operation on a report or activity record: those write their own. Durable when it settles. */
  recordAuditEvent(event: AuditEvent): Promise<void>;
  readonly audit: AuditStore;
  readonly queries: ReportQueries;
  readonly outbox: OutboxRows;
  readonly progress: ProgressRows;
  readonly partitions: PartitionRows;
  readonly review: ReviewRows;
  readonly purge: PurgeRows;
  readonly expiry: ExpiryRows;
  readonly restoreJournal: RestoreJournalRows;
  /** Takes what was revised or retracted since the last call out of the ledger's files as well. Gives whether there was anything. */
  purgeFiles(): boolean;
  readonly changes: ReturnType<typeof createChangeNotifier>;
  /**
   * Resolves when everything that can be read now is durable. Nothing that was read is told to anybody, at the door or on
   * the log, before that: a loss of power would take it back.
   */
  waitUntilDurable(): Promise<void>;
  /** Writes something that changes nothing, if there is room for more. Rejects with what a write would meet now. */
  probe(): Promise<void>;
  readLogIdentity(): LogIdentity;
  writeLogIdentity(log: LogIdentity): void;
  close(): void;
};

type Op =
  | { readonly kind: 'report'; readonly command: ReportCommand }
  | { readonly kind: 'activity'; readonly command: ActivityCommand }
  | { readonly kind: 'audit'; readonly event: AuditEvent };
type OpResult = CommandResult<Receipt> | CommandResult<ActivityReceipt> | typeof RECORDED;

const RECORDED = { kind: 'recorded' } as const;

export function openLedger(
  encrypted: EncryptedFile,
  nodeName: string,
  facts: LedgerFacts,
  sync?: SyncFile,
): Ledger {
  const db = openDatabase(encrypted, sync);
  try {
    return assemble(db, encrypted.file, nodeName, facts);
  } catch (error) {
    db.close();
    throw error;
  }
}

function assemble(db: Database, file: string, node: string, facts: LedgerFacts): Ledger {
  const id = readLedgerId(db, node);
  const sequences = createSequences(db);
  const changes = createChangeNotifier();
  // After a crash nobody knows what was cleared.
  let needsPurge = true;
  const audit = createAuditStore({
    database: db,
    createChain: () => ({ id: `node-${node}`, salt: randomBytes(SALT_BYTES) }),
    nowMs: facts.nowMs,
    pruneInTransaction: (work) => {
      db.transaction(work);
      needsPurge = true;
    },
  });
  const restoreJournal = createRestoreJournalRows(db, sequences, facts);
  const reports = createReportCommandHandler(db, sequences, audit, restoreJournal, facts);
  const runActivity = createActivityCommandHandler(db, sequences, audit, facts);
  const run = (op: Op): OpResult => {
    switch (op.kind) {
      case 'report':
        return reports.execute(op.command);
      case 'activity':
        return runActivity(op.command);
      case 'audit':
        audit.append(op.event);
        return RECORDED;
      default:
        return op satisfies never;
    }
  };
  const expiry = createExpiryRows(db, sequences, audit, facts);
  const trackPurge = <Done extends { readonly count: number }>(done: Done): Done => {
    needsPurge ||= done.count > 0;
    return done;
  };
  const group = createGroupCommit<Op, OpResult>({
    commit: (ops) => {
      const results = db.transaction(
        () => ops.map(run),
        () => audit.resetAfterRollback(),
      );
      needsPurge ||= ops.some((op) => op.kind !== 'audit' && op.command.command.kind !== 'submit');
      changes.notify(new Set(ops.flatMap((op) => (op.kind === 'audit' ? [] : op.command.organisation))));
      return results;
    },
    waitUntilDurable: db.waitUntilDurable,
  });
  const readLog = db.prepare('SELECT cluster_id, reports_topic_id, activity_topic_id FROM ledger');
  const writeLog = db.prepare(
    'UPDATE ledger SET cluster_id = ?, reports_topic_id = ?, activity_topic_id = ?',
  );
  const rewrite = db.prepare('UPDATE ledger SET node = node');
  let closed = false;
  return {
    id,
    writeReport: (command) => group.submit({ kind: 'report', command }) as Promise<CommandResult<Receipt>>,
    preview: reports.preview,
    writeActivity: (command) =>
      group.submit({ kind: 'activity', command }) as Promise<CommandResult<ActivityReceipt>>,
    recordAuditEvent: async (event) => void (await group.submit({ kind: 'audit', event })),
    audit,
    queries: createReportQueries(db),
    outbox: createOutboxRows(db, sequences, facts.node),
    progress: createProgressRows(db, sequences),
    partitions: createPartitionRows(db, sequences),
    review: createReviewRows(db),
    purge: createPurgeRows(db, sequences),
    expiry: {
      status: expiry.status,
      expireReports: (cutoff, limit) => trackPurge(expiry.expireReports(cutoff, limit)),
      expireActivities: (cutoff, limit) => trackPurge(expiry.expireActivities(cutoff, limit)),
    },
    restoreJournal: {
      ...restoreJournal,
      reconcile: (...found) => {
        const done = restoreJournal.reconcile(...found);
        needsPurge ||= done.retracted > 0;
        return done;
      },
    },
    purgeFiles() {
      const had = needsPurge;
      if (had) db.truncateWal();
      needsPurge = false;
      return had;
    },
    changes,
    waitUntilDurable: db.waitUntilDurable,
    probe: async () => {
      checkFreeSpace(file);
      db.transaction(() => rewrite.run());
      await db.waitUntilDurable();
    },
    readLogIdentity() {
      const found = readLog.get();
      return {
        clusterId: String(found?.cluster_id ?? ''),
        reportsTopicId: String(found?.reports_topic_id ?? ''),
        activityTopicId: String(found?.activity_topic_id ?? ''),
      };
    },
    writeLogIdentity: ({ clusterId, reportsTopicId, activityTopicId }) => {
      writeLog.run(clusterId, reportsTopicId, activityTopicId);
    },
    close() {
      if (closed) return;
      closed = true;
      group.close();
      db.close();
    },
  };
}

/** The ledger's own id, made on its first opening. A ledger of one node must never be read by another. */
function readLedgerId(db: Database, node: string): string {
  db.prepare('INSERT OR IGNORE INTO ledger (one, id, node) VALUES (1, ?, ?)').run(
    randomBytes(6).toString('hex'),
    node,
  );
  const found = db.prepare('SELECT id, node FROM ledger').get();
  if (found?.node !== node)
    throw new LedgerError(
      'another-node',
      `the ledger belongs to the node ${String(found?.node)}, not to ${node}`,
    );
  return String(found.id);
}
