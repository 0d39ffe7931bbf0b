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

/** A store that restarts, or a log that changes its leader, is back within this. */
const PATIENCE_MS = 10_000;

/** Calls for help once when partitions keep failing, with what the store or the log says, and tells when it is over. */
export function createFailingWatch(options: FailingWatchOptions): Component {
  const { live, metrics, everyMs, log, elapsed = monotonicMs } = options;
  let sinceMs: number | undefined;
  let hasLogged = false;

  const checkFailing = (failing: Failing): void => {
    metrics.setFailing(failing.length);
    if (failing.length === 0) {
      if (hasLogged) log.info('all partitions are counted again');
      sinceMs = undefined;
      hasLogged = false;
      return;
    }
    sinceMs ??= elapsed();
    if (hasLogged || elapsed() - sinceMs < PATIENCE_MS) return;
    hasLogged = true;
    const { error } = failing[0] ?? {};
    log.error(
      'partitions cannot be counted now; nothing is lost, and it goes on by itself once this is mended',
      {
        count: failing.length,
        status: error instanceof ViewStoreRefusedError ? error.reply : undefined,
        error,
      },
    );
  };

  return repeatUntilStopped({
    name: 'failing partitions',
    everyMs,
    onError: (error) => log.debug('partitions could not be looked at', { error }),
    work: async () => {
      checkFailing(live.consumption()?.failingPartitions() ?? []);
      return undefined;
    },
  });
}
