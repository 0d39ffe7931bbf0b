import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';

/**
 * The period since this start of the ledger. If the file is later restored from a copy, changes get numbers that
 * lost changes had. The epoch distinguishes them.
 */
export type LedgerStart = {
  /** Grows with each start: orders what this ledger sends, also after it was restored from a copy. */
  readonly number: number;
  /** Random, in hexadecimal digits. */
  readonly epoch: string;
  /**
   * Returns true if this ledger contains the organisation's changes of an epoch up to this number. `epoch` is
   * undefined for changes before the first stored epoch.
   */
  hasChange(organisation: number, epoch: string | undefined, change: number): boolean;
};

/** Stores a start of the ledger with the last change of each organisation. */
export function recordStart(db: Database, nowMs: number): LedgerStart {
  const epoch = randomBytes(6).toString('hex');
  const last = db.prepare('SELECT max(number) AS number FROM ledger_start').get();
  const number = Math.max(nowMs, Number(last?.number ?? 0) + 1);
  db.transaction(() => {
    db.prepare('INSERT INTO ledger_start (number, epoch) VALUES (?, ?)').run(number, epoch);
    db.prepare(
      `INSERT INTO change_before_start (start, organisation, changed)
       SELECT ?, organisation, max(changed) FROM report GROUP BY organisation`,
    ).run(number);
  });
  const find = db.prepare('SELECT number FROM ledger_start WHERE epoch = ?');
  // The numbers may decrease, because a removed row may have had the last one. So each later start counts.
  const smallest = db.prepare(
    `SELECT min(coalesce(changed, 0)) AS changed
       FROM ledger_start LEFT JOIN change_before_start ON start = number AND organisation = ?
      WHERE number > ?`,
  );
  return {
    number,
    epoch,
    hasChange(organisation, of, change) {
      const start = of === undefined ? 0 : find.get(of)?.number;
      if (start === undefined) return false;
      const limit = smallest.get(organisation, start)?.changed ?? null;
      return limit === null || change <= Number(limit);
    },
  };
}
