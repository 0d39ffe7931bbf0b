import { setImmediate as nextTurn } from 'node:timers/promises';
import { dayOfInstant, monthsBefore } from '@waylight/calendar';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger.ts';
import type { LatestProgress } from '../progress/latest-progress.ts';
import { createExpiryRows, type ExpiredBatch, type ExpiryCutoff } from './expiry-rows.ts';

export type ExpiryOptions = {
  readonly ledger: Ledger;
  readonly latest: LatestProgress;
  readonly keptMonths: number;
  readonly everyMs: number;
  /** The node's calendar day, in days since 1970-01-01. */
  readonly today: () => number;
  readonly log: Logger;
};

/** Rows in one transaction: few enough not to delay commands. */
const BATCH_SIZE = 200;

/** Expires records past their retention, in small batches. */
export function createExpiry({ ledger, latest, keptMonths, everyMs, today, log }: ExpiryOptions): Component {
  const rows = createExpiryRows(ledger);
  return repeatUntilStopped({
    name: 'expiry',
    everyMs,
    onError: (error) => log.warn('expired records could not be removed; retrying', { error }),
    work: async ({ signal }) => {
      const cutoff = computeExpiryCutoff(latest, keptMonths, today());
      if (cutoff === undefined) return undefined;
      await inChunks(ledger, signal, () => rows.expireReports(cutoff, BATCH_SIZE));
      await inChunks(ledger, signal, () => rows.expireActivities(cutoff, BATCH_SIZE));
      return undefined;
    },
  });
}

/**
 * Expiry cannot be undone, so no single clock decides. The cutoff uses the earlier of two times: the node's
 * day, and the log's timestamp of the region's last progress. Without progress nothing expires.
 */
export function computeExpiryCutoff(
  latest: Pick<LatestProgress, 'atMs' | 'message'>,
  keptMonths: number,
  today: number,
): ExpiryCutoff | undefined {
  const [atMs, progress] = [latest.atMs(), latest.message()];
  if (atMs === undefined || progress === undefined) return undefined;
  return {
    receivedBy: monthsBefore(Math.min(today, dayOfInstant(atMs)), keptMonths),
    settledBefore: progress.settledBeforeDay,
  };
}

async function inChunks(ledger: Ledger, signal: AbortSignal, next: () => ExpiredBatch): Promise<void> {
  while (!signal.aborted) {
    const { organisations, count } = next();
    if (count === 0) return;
    ledger.changes.notify(organisations);
    await nextTurn();
  }
}
