import { randomBytes } from 'node:crypto';
import { type AuditRows, createAuditRows, type Happening, SALT_BYTES } from '@waylight/audit';
import type { ActivityReceipt, Receipt } from '@waylight/contracts/intake';
import { type ActivityCommand, createActivityCommands } from './activity-commands.ts';
import { createChanges } from './changes.ts';
import { type ClearingRows, createClearingRows } from './clearing-rows.ts';
import { type CurrentRows, createCurrentRows } from './current-rows.ts';
import { checkRoom, type Database, openDatabase, type SyncFile } from './database.ts';
import type { EncryptedFile } from './encrypted-file.ts';
import { createErasureRows, type ErasureRows } from './erasure-rows.ts';
import { createExpiryRows, type ExpiryRows } from './expiry-rows.ts';
import { createGroupCommit } from './group-commit.ts';
import { LedgerError } from './ledger-error.ts';
import { createOutboxRows, type OutboxRows } from './outbox-rows.ts';
import { createProgressRows, type ProgressRows } from './progress-rows.ts';
import { createQueries, type Queries } from './queries.ts';
import type { LedgerFacts, ReportCommand } from './report-command.ts';
import {
  type CommandResult,
  createReportCommands,
  type PreviewCommand,
  type Previewed,
} from './report-commands.ts';
import { createReviewRows, type ReviewRows } from './review-rows.ts';
import { createSequences } from './sequences.ts';

/** Which log the positions of this ledger belong to. Empty texts before the first append. */
export type LogOfPositions = {
  readonly clusterId: string;
  readonly reportsTopicId: string;
  readonly activityTopicId: string;
};

export type Ledger = {
  /** Names this ledger in resume tokens: a token of another one means nothing here. */
  readonly id: string;
  /** Durable when it settles; many share one commit. */
  report(command: ReportCommand): Promise<CommandResult<Receipt>>;
  /** What a report would become. Nothing is written. */
  preview(command: PreviewCommand): Previewed;
  activity(command: ActivityCommand): Promise<CommandResult<ActivityReceipt>>;
  /** Something for the audit that is no operation on a report or activity record: those write their own. Durable when it settles. */
  record(happening: Happening): Promise<void>;
  readonly audit: AuditRows;
  readonly queries: Queries;
  readonly outbox: OutboxRows;
  readonly progress: ProgressRows;
  readonly current: CurrentRows;
  readonly review: ReviewRows;
  readonly clearing: ClearingRows;
  readonly expiry: ExpiryRows;
  readonly erasures: ErasureRows;
  /** Takes what was revised or retracted since the last call out of the ledger's files as well. Gives whether there was anything. */
  clearFiles(): boolean;
  readonly changes: ReturnType<typeof createChanges>;
  /**
   * Resolves when everything that can be read now is durable. Nothing that was read is told to anybody, at the door or on
   * the log, before that: a loss of power would take it back.
   */
  settled(): Promise<void>;
  /** Writes something that changes nothing, if there is room for more. Rejects with what a write would meet now. */
  probe(): Promise<void>;
  logOfPositions(): LogOfPositions;
  setLogOfPositions(log: LogOfPositions): void;
  close(): void;
};

type Op =
  | { readonly kind: 'report'; readonly command: ReportCommand }
  | { readonly kind: 'activity'; readonly command: ActivityCommand }
  | { readonly kind: 'audit'; readonly happening: Happening };
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
  const id = identify(db, node);
  const sequences = createSequences(db);
  const changes = createChanges();
  // After a crash nobody knows what was cleared.
  let hasErased = true;
  const audit = createAuditRows({
    database: db,
    begin: () => ({ id: `node-${node}`, salt: randomBytes(SALT_BYTES) }),
    nowMs: facts.nowMs,
    removing: (work) => {
      db.transaction(work);
      hasErased = true;
    },
  });
  const erasures = createErasureRows(db, sequences, facts);
  const reports = createReportCommands(db, sequences, audit, erasures, facts);
  const runActivity = createActivityCommands(db, sequences, audit, facts);
  const run = (op: Op): OpResult => {
    switch (op.kind) {
      case 'report':
        return reports.run(op.command);
      case 'activity':
        return runActivity(op.command);
      case 'audit':
        audit.append(op.happening);
        return RECORDED;
      default:
        return op satisfies never;
    }
  };
  const expiry = createExpiryRows(db, sequences, audit, facts);
  const erasing = <Done extends { readonly count: number }>(done: Done): Done => {
    hasErased ||= done.count > 0;
    return done;
  };
  const group = createGroupCommit<Op, OpResult>({
    commit: (ops) => {
      const results = db.transaction(
        () => ops.map(run),
        () => audit.takenBack(),
      );
      hasErased ||= ops.some((op) => op.kind !== 'audit' && op.command.command.kind !== 'submit');
      changes.announce(new Set(ops.flatMap((op) => (op.kind === 'audit' ? [] : op.command.organisation))));
      return results;
    },
    durable: db.settled,
  });
  const readLog = db.prepare('SELECT cluster_id, reports_topic_id, activity_topic_id FROM ledger');
  const writeLog = db.prepare(
    'UPDATE ledger SET cluster_id = ?, reports_topic_id = ?, activity_topic_id = ?',
  );
  const rewrite = db.prepare('UPDATE ledger SET node = node');
  let closed = false;
  return {
    id,
    report: (command) => group.submit({ kind: 'report', command }) as Promise<CommandResult<Receipt>>,
    preview: reports.preview,
    activity: (command) =>
      group.submit({ kind: 'activity', command }) as Promise<CommandResult<ActivityReceipt>>,
    record: async (happening) => void (await group.submit({ kind: 'audit', happening })),
    audit,
    queries: createQueries(db),
    outbox: createOutboxRows(db, sequences, facts.node),
    progress: createProgressRows(db, sequences),
    current: createCurrentRows(db, sequences),
    review: createReviewRows(db),
    clearing: createClearingRows(db, sequences),
    expiry: {
      standing: expiry.standing,
      reports: (over, limit) => erasing(expiry.reports(over, limit)),
      activities: (over, limit) => erasing(expiry.activities(over, limit)),
    },
    erasures: {
      ...erasures,
      apply: (...found) => {
        const done = erasures.apply(...found);
        hasErased ||= done.takenBack > 0;
        return done;
      },
    },
    clearFiles() {
      const had = hasErased;
      if (had) db.clearLog();
      hasErased = false;
      return had;
    },
    changes,
    settled: db.settled,
    probe: async () => {
      checkRoom(file);
      db.transaction(() => rewrite.run());
      await db.settled();
    },
    logOfPositions() {
      const found = readLog.get();
      return {
        clusterId: String(found?.cluster_id ?? ''),
        reportsTopicId: String(found?.reports_topic_id ?? ''),
        activityTopicId: String(found?.activity_topic_id ?? ''),
      };
    },
    setLogOfPositions: ({ clusterId, reportsTopicId, activityTopicId }) => {
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
function identify(db: Database, node: string): string {
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
