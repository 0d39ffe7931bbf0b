import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import type { Step } from '../ledger/progress-rows.ts';
import { type Progress, withReleases } from './reached.ts';

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
    await chunks(ledger, signal, -1, (after) =>
      rows.countPartition(partition, after, progress, CHUNK, nowMs()),
    );
  // Every report is looked at for them, and of those that were told before it is told when it gets to the log.
  const untold = withReleases(progress, (id) => !rows.isTold(id));
  if (untold.closed.length === 0) return;
  await chunks(ledger, signal, 0, (cursor) => rows.tellReleases(cursor, untold, CHUNK, nowMs()));
  if (signal.aborted) return;
  rows.markTold(untold.closed.flatMap(({ releases }) => releases.map(({ releaseId }) => releaseId)));
}

async function chunks(
  ledger: Ledger,
  signal: AbortSignal,
  from: number,
  next: (cursor: number) => Step,
): Promise<void> {
  for (let cursor: number | undefined = from; cursor !== undefined && !signal.aborted; ) {
    const step: Step = next(cursor);
    if (step.organisations.size > 0) ledger.changes.announce(step.organisations);
    cursor = step.cursor;
    if (cursor !== undefined) await nextTurn();
  }
}
