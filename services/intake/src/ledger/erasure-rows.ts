import { randomBytes } from 'node:crypto';
import { ErasedReport, type ErasureList } from '@waylight/contracts/operations';
import type { Database } from './database.ts';
import { type CaughtUp, caughtUp, elsewhereRow, isCounted, lacking, toldOf } from './later-state.ts';
import { newRow } from './next-row.ts';
import type { LedgerFacts, ReportCommand } from './report-command.ts';
import { createRowWriter, PUBLISH, type ReportRow, rowOf, rowsOf, SELECT_REPORT } from './report-row.ts';
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
   * Catches up with what was told since this ledger was copied: what is its own, or known, or does not run on, is passed over. `partitionOf`
   * says where on the log a reference is.
   */
  apply(messages: readonly ErasureList[], position: ErasuresPosition, partitionOf: PartitionOf): Applied;
  /** A report of which this ledger has nothing under its id, and a later state of it told: to go on from. */
  elsewhere(command: Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'>): ReportRow | undefined;
};

type PartitionOf = (reference: Uint8Array) => number | undefined;

/** Whose reports changed, and how many: taken back, older here than the log had them, and lacking here. */
export type Applied = {
  readonly organisations: ReadonlySet<number>;
  readonly takenBack: number;
  readonly older: number;
  readonly lacking: number;
};

const LIFE_BYTES = 8;

export function createErasureRows(db: Database, sequences: Sequences, facts: LedgerFacts): ErasureRows {
  const untold = db.prepare(`${SELECT_REPORT} WHERE untold IS NOT NULL ORDER BY row LIMIT ?`);
  const mark = db.prepare('UPDATE report SET untold = NULL WHERE row = ? AND revision = ?');
  const move = db.prepare('UPDATE ledger SET erasures_topic_id = ?, erasures_next = ?');
  const read = db.prepare('SELECT erasures_topic_id AS id, erasures_next AS next FROM ledger');
  // A correction is later than the narrowing that it keeps to.
  const again = db.prepare(
    `UPDATE report SET untold = 1
      WHERE (was_shared = 1 OR taken_back_at IS NOT NULL OR capped_on IS NOT NULL) AND accepted_at >= ?`,
  );
  const references = db.prepare('SELECT row, reference FROM report WHERE row > ? ORDER BY row LIMIT 10000');
  const byRow = db.prepare(`${SELECT_REPORT} WHERE row = ?`);
  const remember = db.prepare('INSERT OR REPLACE INTO erased (reference, report) VALUES (?, ?)');
  const recall = db.prepare('SELECT report FROM erased WHERE reference = ?');
  const unremember = db.prepare('DELETE FROM erased WHERE reference = ?');
  const byReference = db.prepare(`${SELECT_REPORT} WHERE reference = ? AND lacks = 1`);
  const anyElsewhere = db.prepare(
    'SELECT EXISTS (SELECT 1 FROM erased) OR EXISTS (SELECT 1 FROM report WHERE lacks = 1) AS found',
  );
  const known = db.prepare('SELECT number FROM erasures_known WHERE life = ?');
  const know = db.prepare('INSERT OR REPLACE INTO erasures_known (life, number) VALUES (?, ?)');
  const anyReport = db.prepare('SELECT 1 FROM report LIMIT 1');
  const write = createRowWriter(db);
  // Another one at each start: what a later state of a copy says is in none that the copy knows.
  const life = randomBytes(LIFE_BYTES);
  let number = 0;
  /** Whether a message is new to this ledger, which it is no longer from then on. */
  const isNews = (said: MessageName): boolean => {
    if (said.number <= Number(known.get(said.life)?.number ?? 0)) return false;
    know.run(said.life, said.number);
    return true;
  };
  const moveTo = ({ topicId, next }: ErasuresPosition) => void move.run(topicId, next);
  // Asked with each report that is new: mostly there is none.
  let hasElsewhere = anyElsewhere.get()?.found === 1;

  /** The rows of these references. There is no index of them, because reading the ledger once is rarer than writing it. */
  const find = (wanted: ReadonlyMap<string, ErasedReport>): Map<string, number> => {
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

  /** Undefined where nothing is to be counted any more: then it is remembered for whoever sends it again. */
  const holdingPlace = (one: ErasedReport, partitionOf: PartitionOf): CaughtUp | undefined => {
    hasElsewhere = true;
    if (isCounted(one)) {
      unremember.run(one.reference);
      return lacking(one, partitionOf(one.reference), facts);
    }
    remember.run(one.reference, ErasedReport.encode(one).finish());
    return undefined;
  };

  return {
    untold(limit) {
      const rows = rowsOf(untold.all(limit));
      return { rows: rows.map(({ row, revision }) => ({ row, revision })), reports: rows.map(toldOf) };
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
    apply: (messages, position, partitionOf) =>
      db.transaction(() => {
        const reports = messages.filter(isNews).flatMap((said) => said.reports);
        const last = new Map(reports.map((one) => [hex(one.reference), one]));
        const rows = find(last);
        const organisations = new Set<number>();
        const count = { takenBack: 0, older: 0, lacking: 0 };
        for (const [reference, one] of last) {
          const row = rowOf(byRow.get(rows.get(reference) ?? 0));
          const found = row === undefined ? holdingPlace(one, partitionOf) : caughtUp(row, one, facts);
          if (found === undefined) continue;
          const next = found.row;
          const isSent = next.publish !== PUBLISH.nothing && found.was !== 'lacking';
          next.queued = isSent ? sequences.nextQueued() : null;
          next.changed = sequences.nextChange(next.organisation);
          write(next);
          organisations.add(next.organisation);
          count[found.was]++;
        }
        moveTo(position);
        return { organisations, ...count };
      }),
    elsewhere(command) {
      if (!hasElsewhere) return undefined;
      const reference = command.reference();
      const here = rowOf(byReference.get(reference));
      if (here !== undefined) return { ...here, report_id: command.reportId };
      const found = recall.get(reference)?.report;
      if (found === undefined) return undefined;
      const row = newRow({ ...command, reference: () => reference }, facts);
      return elsewhereRow(row, ErasedReport.decode(found as Uint8Array), facts);
    },
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
