import { randomBytes } from 'node:crypto';
import type { ShareWith } from '@waylight/contracts/incident';
import { ErasedReport, type ErasureList } from '@waylight/contracts/operations';
import type { Database } from './database.ts';
import { narrowed, newRow, retractedSince } from './next-row.ts';
import type { LedgerFacts, ReportCommand } from './report-command.ts';
import {
  createRowWriter,
  PUBLISH,
  type ReportRow,
  retractionReasonOf,
  rowOf,
  rowsOf,
  SELECT_REPORT,
} from './report-row.ts';
import type { Sequences } from './sequences.ts';

/** Where the topic of erasures is to be read on. The empty topic id: nothing was ever said there. */
export type ErasuresPosition = { readonly topicId: string; readonly next: number };

/** What tells messages apart, and those of this ledger from those of a later state of it. */
export type MessageName = Pick<ErasureList, 'life' | 'number'>;

/** Rows whose change is to be told, and what is to be told of them. */
export type Untold = { readonly rows: readonly UntoldRow[]; readonly reports: readonly ErasedReport[] };
type UntoldRow = { readonly row: number; readonly revision: number };

export type ErasureRows = {
  untold(limit: number): Untold;
  /** Names the next message, and notes that it is this ledger's own: to be durable before it is sent, as its answer may be lost. */
  nextName(): MessageName;
  /** The log has them: what lies there before this position is in this ledger. */
  told(rows: readonly UntoldRow[], position: ErasuresPosition): void;
  position(): ErasuresPosition;
  /** Whether there is anything that may have been taken back. */
  hasReports(): boolean;
  /** Tells everything anew that was taken back since then, from here on: the log is another one. */
  tellAgain(sinceMs: number, position: ErasuresPosition): void;
  /**
   * Takes back what was taken back since this ledger was copied: what is its own, or known, or does not run on, is passed over. Gives the
   * organisations, and of how many reports.
   */
  apply(messages: readonly ErasureList[], position: ErasuresPosition): Applied;
  /** A report that this ledger does not have and that was taken back elsewhere, as a row that is not in it yet. */
  elsewhere(command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>): ReportRow | undefined;
};

export type Applied = { readonly organisations: ReadonlySet<number>; readonly count: number };

const LIFE_BYTES = 8;

export function createErasureRows(db: Database, sequences: Sequences, facts: LedgerFacts): ErasureRows {
  const untold = db.prepare(`${SELECT_REPORT} WHERE untold IS NOT NULL ORDER BY row LIMIT ?`);
  const mark = db.prepare('UPDATE report SET untold = NULL WHERE row = ? AND revision = ?');
  const move = db.prepare('UPDATE ledger SET erasures_topic_id = ?, erasures_next = ?');
  const read = db.prepare('SELECT erasures_topic_id AS id, erasures_next AS next FROM ledger');
  // A correction is later than the narrowing that it keeps to.
  const again = db.prepare(
    'UPDATE report SET untold = 1 WHERE (taken_back_at IS NOT NULL OR capped_on IS NOT NULL) AND accepted_at >= ?',
  );
  const references = db.prepare('SELECT row, reference FROM report WHERE row > ? ORDER BY row LIMIT 10000');
  const byRow = db.prepare(`${SELECT_REPORT} WHERE row = ?`);
  const remember = db.prepare('INSERT OR REPLACE INTO erased (reference, report) VALUES (?, ?)');
  const recall = db.prepare('SELECT report FROM erased WHERE reference = ?');
  const count = db.prepare('SELECT count(*) AS many FROM erased');
  const known = db.prepare('SELECT number FROM erasures_known WHERE life = ?');
  const knowsAny = db.prepare('SELECT 1 FROM erasures_known LIMIT 1');
  const know = db.prepare('INSERT OR REPLACE INTO erasures_known (life, number) VALUES (?, ?)');
  const anyReport = db.prepare('SELECT 1 FROM report LIMIT 1');
  const write = createRowWriter(db);
  // Another one at each start: what a later state of a copy says is in none that the copy knows.
  const life = randomBytes(LIFE_BYTES);
  let number = 0;
  /** Whether a message is new to this ledger, which it is no longer from then on. */
  const isNews = (said: MessageName): boolean => {
    // Of an earlier version: news for a ledger that comes from there as well.
    if (said.life.length === 0) return knowsAny.get() === undefined;
    if (said.number <= Number(known.get(said.life)?.number ?? 0)) return false;
    know.run(said.life, said.number);
    return true;
  };
  const moveTo = ({ topicId, next }: ErasuresPosition) => void move.run(topicId, next);
  // Asked with each report that is new: mostly there is none.
  let hasElsewhere = Number(count.get()?.many) > 0;

  /** The rows of these references. There is no index of them, because reading the ledger once is rarer than writing it. */
  const find = (wanted: ReadonlyMap<string, ErasedReport>): Map<string, number> => {
    const found = new Map<string, number>();
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

  return {
    untold(limit) {
      const rows = rowsOf(untold.all(limit));
      return { rows: rows.map(({ row, revision }) => ({ row, revision })), reports: rows.map(erasedOf) };
    },
    nextName() {
      number++;
      db.transaction(() => know.run(life, number));
      return { life, number };
    },
    told: (rows, position) =>
      db.transaction(() => {
        for (const { row, revision } of rows) mark.run(row, revision);
        moveTo(position);
      }),
    position() {
      const found = read.get();
      return { topicId: String(found?.id ?? ''), next: Number(found?.next ?? 0) };
    },
    hasReports: () => anyReport.get() !== undefined,
    tellAgain: (sinceMs, position) =>
      db.transaction(() => {
        again.run(sinceMs);
        moveTo(position);
      }),
    apply: (messages, position) =>
      db.transaction(() => {
        const reports = messages.filter(isNews).flatMap((said) => said.reports);
        const last = new Map(reports.map((one) => [hex(one.reference), one]));
        const rows = find(last);
        const organisations = new Set<number>();
        let applied = 0;
        for (const [reference, one] of last) {
          const row = rowOf(byRow.get(rows.get(reference) ?? 0));
          if (row === undefined) {
            remember.run(one.reference, ErasedReport.encode(one).finish());
            hasElsewhere = true;
            continue;
          }
          const next = takenBackSince(row, one, facts);
          if (next === undefined) continue;
          next.queued = next.publish === PUBLISH.nothing ? null : sequences.nextQueued();
          next.changed = sequences.nextChange(next.organisation);
          write({ ...next, untold: null });
          organisations.add(next.organisation);
          applied++;
        }
        moveTo(position);
        return { organisations, count: applied };
      }),
    elsewhere(command) {
      if (!hasElsewhere) return undefined;
      const found = recall.get(command.reference())?.report;
      if (found === undefined) return undefined;
      const one = ErasedReport.decode(found as Uint8Array);
      const row = { ...newRow(command, facts), revision: one.revision, ...capOf(one) };
      return one.retracted ? { ...retractedSince(row, one, one.revision, facts), ...capOf(one) } : row;
    },
  };
}

function erasedOf(row: ReportRow): ErasedReport {
  return {
    reference: Buffer.from(row.reference),
    revision: row.revision,
    retracted: row.retracted === 1,
    reason: retractionReasonOf(row),
    shareWith: row.share_with as ShareWith,
    cappedTo: (row.capped_to ?? undefined) as ShareWith | undefined,
    cappedOnDay: row.capped_on ?? 0,
    wasShared: row.was_shared === 1,
  };
}

/**
 * What a row of an older copy becomes; undefined where it says as much already. Whatever the copy did meanwhile it did without knowing this:
 * so it becomes the newest revision.
 */
function takenBackSince(row: ReportRow, one: ErasedReport, facts: LedgerFacts): ReportRow | undefined {
  const revision = one.revision > row.revision ? one.revision : row.revision + 1;
  const cap = capOf(one);
  if (one.retracted) {
    const isSame = row.retracted === 1 && row.revision >= one.revision;
    return isSame ? undefined : { ...retractedSince(row, one, revision, facts), ...cap };
  }
  if (row.retracted === 1) return undefined;
  const isCapped = cap.capped_on === undefined || (row.capped_on ?? -1) >= cap.capped_on;
  if (row.share_with <= one.shareWith && isCapped) return undefined;
  return { ...narrowed(row, one.shareWith, revision, facts), ...cap };
}

/** Nothing where it was never narrowed. */
function capOf({ cappedTo, cappedOnDay }: ErasedReport): { capped_to?: number; capped_on?: number } {
  return cappedTo === undefined ? {} : { capped_to: cappedTo, capped_on: cappedOnDay };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
