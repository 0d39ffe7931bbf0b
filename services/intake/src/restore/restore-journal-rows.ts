import { randomBytes } from 'node:crypto';
import { JournalledReport, type RestoreJournalBatch } from '@waylight/contracts/operations';
import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { createReportRow } from '../report/evolve.ts';
import type { LedgerFacts, ReportCommand } from '../report/report-command.ts';
import {
  createRowWriter,
  PUBLISH,
  type ReportRow,
  rowOf,
  rowsOf,
  SELECT_REPORT,
} from '../report/report-row.ts';
import {
  createMissingRow,
  createRowFromJournal,
  isStillCounted,
  type ReconciledRow,
  reconcileRow,
  toJournalEntry,
} from './reconcile-row.ts';

/** The next offset to read of the restore journal. The topic id is empty before the first message. */
export type JournalPosition = { readonly topicId: string; readonly next: number };

/** Identifies a message, and separates this ledger's messages from those of a later state of it. */
export type MessageId = Pick<RestoreJournalBatch, 'incarnation' | 'sequence'>;

/** Rows that the journal does not contain yet, with their entries. */
export type UnjournalledReports = {
  readonly rows: readonly UnjournalledRow[];
  readonly reports: readonly JournalledReport[];
};
type UnjournalledRow = { readonly row: number; readonly revision: number };

export type RestoreJournalRows = {
  readUnjournalled(limit: number): UnjournalledReports;
  /** Returns the next message's id and stores it as this ledger's own. Make it durable before sending: the answer may be lost. */
  nextMessageId(): MessageId;
  /** Marks entries that are on the log. All messages before `position` are in this ledger. */
  markJournalled(rows: readonly UnjournalledRow[], position: JournalPosition): void;
  position(): JournalPosition;
  hasReports(): boolean;
  /** Queues all entries since `sinceMs` again, for a journal that was replaced and continues at `position`. */
  republishSince(sinceMs: number, position: JournalPosition): void;
  /**
   * Applies the messages since this ledger was copied, and skips its own and known ones. `partitionOf` returns a
   * reference's partition of the reports topic.
   */
  reconcile(
    messages: readonly RestoreJournalBatch[],
    position: JournalPosition,
    partitionOf: PartitionOf,
  ): ReconcileResult;
  /** Returns the row to continue from if only the journal has a report under this id. */
  findMissing(command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>): ReportRow | undefined;
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

export function createRestoreJournalRows(
  db: Database,
  sequences: Sequences,
  facts: LedgerFacts,
): RestoreJournalRows {
  const selectUnjournalled = db.prepare(`${SELECT_REPORT} WHERE untold IS NOT NULL ORDER BY row LIMIT ?`);
  const mark = db.prepare('UPDATE report SET untold = NULL WHERE row = ? AND revision = ?');
  const move = db.prepare('UPDATE ledger SET erasures_topic_id = ?, erasures_next = ?');
  const read = db.prepare('SELECT erasures_topic_id AS id, erasures_next AS next FROM ledger');
  // A correction is later than the narrowing whose limit it keeps.
  const again = db.prepare(
    `UPDATE report SET untold = 1
      WHERE (was_shared = 1 OR taken_back_at IS NOT NULL OR capped_on IS NOT NULL) AND accepted_at >= ?`,
  );
  const references = db.prepare('SELECT row, reference FROM report WHERE row > ? ORDER BY row LIMIT 10000');
  const byRow = db.prepare(`${SELECT_REPORT} WHERE row = ?`);
  const insertErased = db.prepare('INSERT OR REPLACE INTO erased (reference, report) VALUES (?, ?)');
  const selectErased = db.prepare('SELECT report FROM erased WHERE reference = ?');
  const deleteErased = db.prepare('DELETE FROM erased WHERE reference = ?');
  const byReference = db.prepare(`${SELECT_REPORT} WHERE reference = ? AND lacks = 1`);
  const selectAnyMissing = db.prepare(
    'SELECT EXISTS (SELECT 1 FROM erased) OR EXISTS (SELECT 1 FROM report WHERE lacks = 1) AS found',
  );
  const known = db.prepare('SELECT number FROM erasures_known WHERE life = ?');
  const know = db.prepare('INSERT OR REPLACE INTO erasures_known (life, number) VALUES (?, ?)');
  const anyReport = db.prepare('SELECT 1 FROM report LIMIT 1');
  const write = createRowWriter(db);
  // Random at each start: messages of a later state are never among those that a copy has written.
  const incarnation = randomBytes(INCARNATION_BYTES);
  let sequence = 0;
  /** Marks a message as applied. Returns false if it was already. */
  const markApplied = (message: MessageId): boolean => {
    if (message.sequence <= Number(known.get(message.incarnation)?.number ?? 0)) return false;
    know.run(message.incarnation, message.sequence);
    return true;
  };
  const moveTo = ({ topicId, next }: JournalPosition) => void move.run(topicId, next);
  // Read with each new report: mostly there is none.
  let hasMissing = selectAnyMissing.get()?.found === 1;

  /** Returns the rows of these references. There is no index, because a restore is rarer than a write. */
  const find = (wanted: ReadonlyMap<string, JournalledReport>): Map<string, number> => {
    const found = new Map<string, number>();
    if (wanted.size === 0) return found;
    for (let after = 0; ; ) {
      const rows = references.all(after);
      for (const { row, reference } of rows) {
        const key = hex(reference as Uint8Array);
        if (wanted.has(key)) found.set(key, Number(row));
      }
      const last = rows.at(-1);
      if (last === undefined) return found;
      after = Number(last.row);
    }
  };

  /** Returns undefined if no table may count the report: then only its entry is stored, for commands under its id. */
  const createPlaceholder = (one: JournalledReport, partitionOf: PartitionOf): ReconciledRow | undefined => {
    hasMissing = true;
    if (isStillCounted(one)) {
      deleteErased.run(one.reference);
      return createMissingRow(one, partitionOf(one.reference), facts);
    }
    insertErased.run(one.reference, JournalledReport.encode(one).finish());
    return undefined;
  };

  return {
    readUnjournalled(limit) {
      const rows = rowsOf(selectUnjournalled.all(limit));
      return {
        rows: rows.map(({ row, revision }) => ({ row, revision })),
        reports: rows.map(toJournalEntry),
      };
    },
    nextMessageId() {
      sequence++;
      db.transaction(() => know.run(incarnation, sequence));
      return { incarnation, sequence };
    },
    markJournalled: (rows, position) =>
      db.transaction(() => {
        for (const { row, revision } of rows) mark.run(row, revision);
        moveTo(position);
      }),
    position() {
      const found = read.get();
      return { topicId: String(found?.id ?? ''), next: Number(found?.next ?? 0) };
    },
    hasReports: () => anyReport.get() !== undefined,
    republishSince: (sinceMs, position) =>
      db.transaction(() => {
        again.run(sinceMs);
        moveTo(position);
      }),
    reconcile: (messages, position, partitionOf) =>
      db.transaction(() => {
        const reports = messages.filter(markApplied).flatMap((message) => message.reports);
        const last = new Map(reports.map((one) => [hex(one.reference), one]));
        const rows = find(last);
        const organisations = new Set<number>();
        const count = { retracted: 0, outdated: 0, missing: 0 };
        for (const [reference, one] of last) {
          const row = rowOf(byRow.get(rows.get(reference) ?? 0));
          const found =
            row === undefined ? createPlaceholder(one, partitionOf) : reconcileRow(row, one, facts);
          if (found === undefined) continue;
          const next = found.row;
          const isSent = next.publish !== PUBLISH.nothing && found.was !== 'missing';
          next.queued = isSent ? sequences.nextQueued() : null;
          next.changed = sequences.nextChange(next.organisation);
          write(next);
          organisations.add(next.organisation);
          count[found.was]++;
        }
        moveTo(position);
        return { organisations, ...count };
      }),
    findMissing(command) {
      if (!hasMissing) return undefined;
      const reference = command.reference();
      const here = rowOf(byReference.get(reference));
      if (here !== undefined) return { ...here, report_id: command.reportId };
      const found = selectErased.get(reference)?.report;
      if (found === undefined) return undefined;
      const row = createReportRow({ ...command, reference: () => reference }, facts);
      return createRowFromJournal(row, JournalledReport.decode(found as Uint8Array), facts);
    },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
