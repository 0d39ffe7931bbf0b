import { setImmediate as nextTurn } from 'node:timers/promises';
import { COMPACTED_AFTER_MS, RETRACTIONS_KEPT_MS } from '@waylight/contracts';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { ClearingTimes } from '../ledger/clearing-rows.ts';
import type { Ledger } from '../ledger/ledger.ts';

const HOUR_MS = 3_600_000;

/** An hour for clocks that differ; half a day for the broker, which cleans within seconds when it has nothing else to do. */
export const CLEARING: ClearingTimes = {
  repeatAfterMs: COMPACTED_AFTER_MS + HOUR_MS,
  clearedAfterMs: 12 * HOUR_MS,
  forgetAfterMs: RETRACTIONS_KEPT_MS,
};

export type ClearingOptions = {
  readonly ledger: Ledger;
  readonly everyMs: number;
  readonly nowMs: () => number;
  readonly log: Logger;
};

/** Rows in one transaction: few enough that who writes reports does not notice. */
const CHUNK = 500;

/** Sees to it that what was taken back goes from the ledger's files within a minute, and from the log within seven days. */
export function createClearing({ ledger, everyMs, nowMs, log }: ClearingOptions): Component {
  return repeatUntilStopped({
    name: 'clearing',
    everyMs,
    failed: (error) =>
      log.warn('what was taken back could not be cleared away; it is tried again', { error }),
    work: async ({ signal }) => {
      ledger.clearFiles();
      await clearLog(ledger, CLEARING, nowMs(), signal);
      return undefined;
    },
  });
}

export async function clearLog(
  ledger: Ledger,
  times: ClearingTimes,
  nowMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const { organisations, rows } = ledger.clearing.step(times, nowMs, CHUNK);
    if (rows === 0) return;
    ledger.changes.announce(organisations);
    await nextTurn();
  }
}
