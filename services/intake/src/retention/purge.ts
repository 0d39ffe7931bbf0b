import { setImmediate as nextTurn } from 'node:timers/promises';
import { COMPACTED_AFTER_MS, RETRACTIONS_KEPT_MS } from '@waylight/contracts';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger/ledger.ts';
import type { PurgeTimes } from './purge-rows.ts';

const HOUR_MS = 3_600_000;

/** An hour for clocks that differ; half a day for the broker, which cleans within seconds when it has nothing else to do. */
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

/** Rows in one transaction: few enough that who writes reports does not notice. */
const BATCH_SIZE = 500;

/** Sees to it that what was taken back goes from the ledger's files within a minute, and from the log within seven days. */
export function createPurge({ ledger, everyMs, nowMs, log }: PurgeOptions): Component {
  return repeatUntilStopped({
    name: 'clearing',
    everyMs,
    onError: (error) =>
      log.warn('what was taken back could not be cleared away; it is tried again', { error }),
    work: async ({ signal }) => {
      ledger.purgeFiles();
      await purgeLog(ledger, PURGE_TIMES, nowMs(), signal);
      return undefined;
    },
  });
}

export async function purgeLog(
  ledger: Ledger,
  times: PurgeTimes,
  nowMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { organisations, rows } = ledger.purge.purgeBatch(times, nowMs, BATCH_SIZE);
    if (rows === 0) return;
    ledger.changes.notify(organisations);
    await nextTurn();
  }
}
