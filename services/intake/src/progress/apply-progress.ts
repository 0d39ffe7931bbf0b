import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import { filterReleases, type Progress } from './progress.ts';
import type { ProgressBatch } from './progress-rows.ts';

/** Rows moved on in one transaction: few enough that who writes reports does not notice. */
const CHUNK = 500;

/** Moves receipts on to what the region has counted and released. Doing it again changes nothing. */
export async function applyProgress(
  ledger: Ledger,
  progress: Progress,
  nowMs: () => number,
  signal: AbortSignal,
): Promise<void> {
  const { progress: rows } = ledger;
  for (const partition of progress.nextOffsets.keys())
    await applyInChunks(ledger, signal, -1, (after) =>
      rows.markPartitionCounted(partition, after, progress, CHUNK, nowMs()),
    );
  // Every report is looked at for them, and of those that were told before it is told when it gets to the log.
  const unapplied = filterReleases(progress, (id) => !rows.isReleaseApplied(id));
  if (unapplied.closed.length === 0) return;
  await applyInChunks(ledger, signal, 0, (cursor) => rows.applyReleases(cursor, unapplied, CHUNK, nowMs()));
  if (signal.aborted) return;
  rows.markReleasesApplied(
    unapplied.closed.flatMap(({ releases }) => releases.map(({ releaseId }) => releaseId)),
  );
}

async function applyInChunks(
  ledger: Ledger,
  signal: AbortSignal,
  from: number,
  next: (cursor: number) => ProgressBatch,
): Promise<void> {
  for (let cursor: number | undefined = from; cursor !== undefined && !signal.aborted; ) {
    const step: ProgressBatch = next(cursor);
    if (step.organisations.size > 0) ledger.changes.notify(step.organisations);
    cursor = step.cursor;
    if (cursor !== undefined) await nextTurn();
  }
}
