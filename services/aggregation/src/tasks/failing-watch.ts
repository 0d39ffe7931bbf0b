import type { Consumption } from '@waylight/event-log';
import { type Component, type Logger, monotonicMs, repeatUntilStopped } from '@waylight/service-kit';
import { ViewStoreRefusedError } from '@waylight/view-store';
import type { LiveConsumption } from '../count/live-consumption.ts';
import type { AggregationMetrics } from '../metrics.ts';

export type FailingWatchOptions = {
  readonly live: Pick<LiveConsumption, 'consumption'>;
  readonly metrics: Pick<AggregationMetrics, 'setFailing'>;
  readonly everyMs: number;
  readonly log: Logger;
  readonly elapsed?: () => number;
};

type Failing = ReturnType<Consumption['failingPartitions']>;

/** Time before a failure is logged. A restart of the store or a leader election of the log takes less. */
const ALERT_AFTER_MS = 10_000;

/**
 * Logs once when partitions keep failing, with the error of the store or log. Logs once more when they
 * recover.
 */
export function createFailingWatch(options: FailingWatchOptions): Component {
  const { live, metrics, everyMs, log, elapsed = monotonicMs } = options;
  let sinceMs: number | undefined;
  let hasLogged = false;

  const checkFailing = (failing: Failing): void => {
    metrics.setFailing(failing.length);
    if (failing.length === 0) {
      if (hasLogged) log.info('partitions recovered');
      sinceMs = undefined;
      hasLogged = false;
      return;
    }
    sinceMs ??= elapsed();
    if (hasLogged || elapsed() - sinceMs < ALERT_AFTER_MS) return;
    hasLogged = true;
    const { error } = failing[0] ?? {};
    log.error('partitions failing; no data lost, retrying', {
      count: failing.length,
      status: error instanceof ViewStoreRefusedError ? error.reply : undefined,
      error,
    });
  };

  return repeatUntilStopped({
    name: 'failing partitions',
    everyMs,
    onError: (error) => log.debug('cannot read the failing partitions', { error }),
    work: async () => {
      checkFailing(live.consumption()?.failingPartitions() ?? []);
      return undefined;
    },
  });
}
