import type { EventLog } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { readLogEnds } from '../count/log-ends.ts';
import { countedTopicOf, partitionName } from '../count/partition-names.ts';
import type { AggregationMetrics } from '../metrics.ts';

export type LagWatchOptions = {
  readonly eventLog: EventLog;
  readonly live: LiveConsumption;
  readonly metrics: AggregationMetrics;
  readonly everyMs: number;
  readonly log: Logger;
};

/** Measures lag by the store's positions (what is counted, not what is read), and calls for help once per partition. */
export function createLagWatch({ eventLog, live, metrics, everyMs, log }: LagWatchOptions): Component {
  let loggedPartitions = new Set<string>();
  const measure = async (): Promise<void> => {
    const store = live.store();
    const ends = await readLogEnds(eventLog);
    const positions = await Promise.all(ends.map(({ id }) => store.position(partitionName(id))));
    const lags = new Map<string, number>();
    ends.forEach(({ id, end }, i) => {
      const node = countedTopicOf(id.topic)?.node ?? 'other';
      lags.set(node, (lags.get(node) ?? 0) + Math.max(0, end - (positions[i]?.offset ?? 0)));
    });
    for (const [node, lag] of lags) metrics.setLag(node, lag);
    const stopped = live.consumption()?.stoppedPartitions() ?? [];
    metrics.setStopped(stopped.length);
    for (const { id, code } of stopped.filter(({ id }) => !loggedPartitions.has(partitionName(id))))
      log.error('a partition stands still until a rebuild', { ...id, code });
    loggedPartitions = new Set(stopped.map(({ id }) => partitionName(id)));
  };
  return repeatUntilStopped({
    name: 'lag watch',
    everyMs,
    onError: (error) => log.debug('lag could not be measured', { error }),
    work: async () => {
      await measure();
      return undefined;
    },
  });
}
