import type { Database } from './database.ts';

/** What goes because its time is over. */
export type RemovalKind = 'reports' | 'activity';

/** What was removed, by month and kind: counts, over all organisations. */
export type Removal = { readonly month: string; readonly kind: string; readonly count: number };

export type Removals = {
  /** Adds to a month's count, inside the transaction that removes. */
  add(month: string, kind: RemovalKind, count: number): void;
  /** All, oldest first. */
  list(): Removal[];
};

export function createRemovals(db: Database): Removals {
  const add = db.prepare(
    `INSERT INTO removal (month, kind, count) VALUES (?, ?, ?)
     ON CONFLICT (month, kind) DO UPDATE SET count = count + excluded.count`,
  );
  const all = db.prepare('SELECT month, kind, count FROM removal ORDER BY month, kind');
  return {
    add: (month, kind, count) => void add.run(month, kind, count),
    list: () =>
      all.all().map(({ month, kind, count }) => ({
        ...{ month: String(month), kind: String(kind) },
        count: Number(count),
      })),
  };
}
