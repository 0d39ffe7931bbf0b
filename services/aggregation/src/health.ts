import type { CheckOutcome, Health } from '@waylight/service-kit';
import { type ReleasedStore, type ViewStore, ViewStoreRefusedError } from '@waylight/view-store';
import type { LiveConsumption } from './count/live-consumption.ts';

/** The service is not live if it has not read the log for this time. A restart may help. */
const LOG_SILENT_MS = 120_000;
/** The service is not ready if it has not read the log for this time. */
const LOG_LATE_MS = 20_000;

export type WatchedParts = {
  readonly live: LiveConsumption;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
};

/**
 * The service is live while it reads the log, and ready while log and stores respond. Returns a function that
 * removes the checks.
 */
export function watchHealth(health: Health, { live, viewStore, releasedStore }: WatchedParts): () => void {
  let lastSeenMs = performance.now();
  const silentMs = (): number => {
    lastSeenMs = Math.max(lastSeenMs, live.consumption()?.lastFetchAtMs() ?? 0);
    return performance.now() - lastSeenMs;
  };
  const within = (ms: number, limitMs: number, code: string) =>
    ms <= limitMs ? ({ ok: true } as const) : ({ ok: false, code } as const);
  const removals = [
    health.add('live', 'reports', () => within(silentMs(), LOG_SILENT_MS, 'LOOP_STALLED')),
    health.add('ready', 'event-log', () => within(silentMs(), LOG_LATE_MS, 'LOG_SILENT')),
    health.add('ready', 'view-store', () => checkWrites(viewStore)),
    health.add('ready', 'released-store', () => checkWrites(releasedStore)),
  ];
  return () => {
    for (const remove of removals) remove();
  };
}

/** Returns the reason if the store refuses writes, such as OOM. */
async function checkWrites(store: Pick<ViewStore, 'ping'>): Promise<CheckOutcome> {
  try {
    await store.ping();
    return { ok: true };
  } catch (error) {
    if (!(error instanceof ViewStoreRefusedError)) throw error;
    return { ok: false, code: `STORE_REFUSES_${error.reply}` };
  }
}
