import { Layer, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import type { Progress } from '../progress/reached.ts';
import { advanced } from './advance.ts';
import type { Database } from './database.ts';
import { createPassageWriter, type PassageRow, passagesOf, SELECT_PASSAGE } from './report-row.ts';
import type { Sequences } from './sequences.ts';

/** What one transaction moved on, and where to go on from; `cursor` undefined: done. */
export type Step = { readonly organisations: ReadonlySet<number>; readonly cursor: number | undefined };

export type ProgressRows = {
  /** Counts what lies below the region's position in one partition, after an offset, at most `limit` rows. */
  countPartition(partition: number, after: number, progress: Progress, limit: number, nowMs: number): Step;
  isTold(releaseId: string): boolean;
  /** Tells the reports in rows after `cursor` of the releases that hold them. */
  tellReleases(cursor: number, progress: Progress, limit: number, nowMs: number): Step;
  markTold(releaseIds: readonly string[]): void;
};

export function createProgressRows(db: Database, sequences: Sequences): ProgressRows {
  const uncounted = db.prepare(
    `${SELECT_PASSAGE} WHERE state = ${ReceiptState.LOGGED} AND log_partition = ? AND log_offset > ? AND log_offset < ?
     ORDER BY log_offset LIMIT ?`,
  );
  const releasable = db.prepare(
    `${SELECT_PASSAGE} WHERE row > ? AND state IN (${ReceiptState.COUNTED}, ${ReceiptState.IN_RELEASE})
        AND layer = ${Layer.REPORTS} AND share_with >= ${ShareWith.PARTNERS}
     ORDER BY row LIMIT ?`,
  );
  // Asked for each release several times a second: the only writer of them remembers.
  const told = new Set(
    db
      .prepare('SELECT id FROM release')
      .all()
      .map(({ id }) => id),
  );
  const tell = db.prepare('INSERT OR IGNORE INTO release (id) VALUES (?)');
  const write = createPassageWriter(db);

  const advanceAll = (
    rows: readonly PassageRow[],
    limit: number,
    at: (row: PassageRow) => number,
    progress: Progress,
    nowMs: number,
  ): Step => {
    const organisations = new Set<number>();
    for (const row of rows) {
      const next = advanced(row, progress, nowMs);
      if (next === undefined) continue;
      write({ ...next, changed: sequences.nextChange(row.organisation) });
      organisations.add(row.organisation);
    }
    const last = rows.at(-1);
    return { organisations, cursor: rows.length === limit && last !== undefined ? at(last) : undefined };
  };

  return {
    countPartition(partition, after, progress, limit, nowMs) {
      const end = progress.nextOffsets.get(partition) ?? 0;
      const rows = passagesOf(uncounted.all(partition, after, end, limit));
      // Most news concern other nodes' reports or nothing at all: no empty transaction for them.
      if (rows.length === 0) return { organisations: new Set(), cursor: undefined };
      return db.transaction(() => advanceAll(rows, limit, (row) => row.log_offset ?? 0, progress, nowMs));
    },
    isTold: (releaseId) => told.has(releaseId),
    tellReleases(cursor, progress, limit, nowMs) {
      const rows = passagesOf(releasable.all(cursor, limit));
      if (rows.length === 0) return { organisations: new Set(), cursor: undefined };
      return db.transaction(() => advanceAll(rows, limit, (row) => row.row, progress, nowMs));
    },
    markTold(releaseIds) {
      db.transaction(() => {
        for (const id of releaseIds) tell.run(id);
      });
      for (const id of releaseIds) told.add(id);
    },
  };
}
