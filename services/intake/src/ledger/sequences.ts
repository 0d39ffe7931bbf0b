import type { Database } from './database.ts';

/**
 * The ledger's counters. At the start they continue from the highest number in the tables. A rolled-back
 * transaction leaves a gap, which does no harm.
 */
export type Sequences = {
  /**
   * Numbers the changes of one organisation. Resume tokens contain this number, so they reveal nothing about
   * others.
   */
  nextChange(organisation: number): number;
  /** Orders the outbox. */
  nextQueued(): number;
};

export function createSequences(db: Database): Sequences {
  const changes = new Map<number, number>();
  for (const row of db
    .prepare('SELECT organisation, max(changed) AS last FROM report GROUP BY organisation')
    .all())
    changes.set(Number(row.organisation), Number(row.last));
  const queued = db
    .prepare(
      `SELECT max(coalesce((SELECT max(queued) FROM delivery WHERE queued IS NOT NULL), 0),
                  coalesce((SELECT max(queued) FROM activity WHERE queued IS NOT NULL), 0)) AS last`,
    )
    .get();
  let lastQueued = Number(queued?.last ?? 0);
  return {
    nextChange(organisation) {
      const next = (changes.get(organisation) ?? 0) + 1;
      changes.set(organisation, next);
      return next;
    },
    nextQueued: () => ++lastQueued,
  };
}
