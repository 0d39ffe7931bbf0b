import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ledger } from '../ledger.ts';
import { filterReleases, type Progress } from './progress.ts';
import type { ProgressBatch, ProgressRows } from './progress-rows.ts';

/** Rows advanced in one transaction; few enough not to delay writes. */
const CHUNK = 500;

/** Advances receipts to the state that the region has counted and released. Idempotent. */
export async function applyProgress(
  ledger: Pick<Ledger, 'changes'>,
  rows: ProgressRows,
  progress: Progress,
  nowMs: () => number,
  signal: AbortSignal,
): Promise<void> {
  for (const partition of progress.nextOffsets.keys())
    await applyInChunks(ledger, signal, -1, (after) =>
      rows.markPartitionCounted(partition, after, progress, CHUNK, nowMs()),
    );
  // New releases require a read of every report. A report that is logged later gets the known releases when
  // it is logged.
  const unapplied = filterReleases(progress, (id) => !rows.isReleaseApplied(id));
  if (unapplied.closed.length === 0) return;
  await applyInChunks(ledger, signal, 0, (cursor) => rows.applyReleases(cursor, unapplied, CHUNK, nowMs()));
  if (signal.aborted) return;
  rows.markReleasesApplied(
    unapplied.closed.flatMap(({ releases }) => releases.map(({ releaseId }) => releaseId)),
  );
}

async function applyInChunks(
  ledger: Pick<Ledger, 'changes'>,
  signal: AbortSignal,
  from: number,
  next: (cursor: number) => ProgressBatch,
): Promise<void> {
  for (let cursor: number | undefined = from; cursor !== undefined && !signal.aborted; ) {
    const batch: ProgressBatch = next(cursor);
    if (batch.organisations.size > 0) ledger.changes.notify(batch.organisations);
    cursor = batch.cursor;
    if (cursor !== undefined) await nextTurn();
  }
}
