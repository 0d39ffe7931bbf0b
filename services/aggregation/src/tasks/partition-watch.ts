import type { Consumption } from '@waylight/event-log';
import { type Component, type Logger, monotonicMs, repeatUntilStopped } from '@waylight/service-kit';
import { ViewStoreRefusedError } from '@waylight/view-store';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { partitionName } from '../count/partition-names.ts';
import type { AggregationMetrics } from '../metrics.ts';

export type PartitionWatchOptions = {
  readonly live: Pick<LiveConsumption, 'consumption'>;
  readonly metrics: Pick<AggregationMetrics, 'setFailing' | 'setStopped'>;
  readonly everyMs: number;
  readonly log: Logger;
  readonly elapsed?: () => number;
};

type Failing = ReturnType<Consumption['failingPartitions']>;

/** Time before a failure is logged. A restart of the store or a leader election of the log takes less. */
const ALERT_AFTER_MS = 10_000;

/**
 * Logs each stopped partition once. Logs once when partitions keep failing, with the error of the store or log,
 * and once more when they recover.
 */
export function createPartitionWatch(options: PartitionWatchOptions): Component {
  const { live, metrics, everyMs, log, elapsed = monotonicMs } = options;
  let sinceMs: number | undefined;
  let hasLogged = false;
  let loggedStops = new Set<string>();

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

  const checkStopped = (stopped: ReturnType<Consumption['stoppedPartitions']>): void => {
    metrics.setStopped(stopped.length);
    for (const { id, code } of stopped.filter(({ id }) => !loggedStops.has(partitionName(id))))
      log.error('partition stopped; rebuild required', { ...id, code });
    loggedStops = new Set(stopped.map(({ id }) => partitionName(id)));
  };

  return repeatUntilStopped({
    name: 'partitions',
    everyMs,
    onError: (error) => log.debug('cannot read the states of partitions', { error }),
    work: async () => {
      const consumption = live.consumption();
      checkFailing(consumption?.failingPartitions() ?? []);
      checkStopped(consumption?.stoppedPartitions() ?? []);
      return undefined;
    },
  });
}
