import { setImmediate as nextTurn } from 'node:timers/promises';
import { COMPACTED_AFTER_MS, RETRACTIONS_KEPT_MS } from '@waylight/contracts';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger.ts';
import { createPurgeRows, type PurgeRows, type PurgeTimes } from './purge-rows.ts';

const HOUR_MS = 3_600_000;

/**
 * An hour allows for clock differences. Half a day allows for the broker, whose idle cleaner needs only
 * seconds.
 */
export const PURGE_TIMES: PurgeTimes = {
  republishAfterMs: COMPACTED_AFTER_MS + HOUR_MS,
  compactedAfterMs: 12 * HOUR_MS,
  tombstoneAfterMs: RETRACTIONS_KEPT_MS,
};

export type PurgeOptions = {
  readonly ledger: Ledger;
  readonly everyMs: number;
  readonly nowMs: () => number;
  readonly log: Logger;
};

/** Rows in one transaction: few enough not to delay commands. */
const BATCH_SIZE = 500;

/** Purges retracted content from the ledger's files within a minute, and from the log within seven days. */
export function createPurge({ ledger, everyMs, nowMs, log }: PurgeOptions): Component {
  const rows = createPurgeRows(ledger);
  return repeatUntilStopped({
    name: 'clearing',
    everyMs,
    onError: (error) => log.warn('retracted content could not be purged; retrying', { error }),
    work: async ({ signal }) => {
      ledger.purgeFiles();
      await purgeLog(ledger, rows, PURGE_TIMES, nowMs(), signal);
      return undefined;
    },
  });
}

export async function purgeLog(
  ledger: Pick<Ledger, 'changes'>,
  purgeRows: PurgeRows,
  times: PurgeTimes,
  nowMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { organisations, rows } = purgeRows.purgeBatch(times, nowMs, BATCH_SIZE);
    if (rows === 0) return;
    ledger.changes.notify(organisations);
    await nextTurn();
  }
}
