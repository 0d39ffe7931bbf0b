import type { EventLog } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { readLags } from '../count/log-positions.ts';
import { countedTopicOf, partitionName } from '../count/partition-names.ts';
import type { AggregationMetrics } from '../metrics.ts';

export type LagWatchOptions = {
  readonly eventLog: EventLog;
  readonly live: LiveConsumption;
  readonly metrics: AggregationMetrics;
  readonly everyMs: number;
  readonly log: Logger;
};

/** Measures lag, and logs each stopped partition once. */
export function createLagWatch({ eventLog, live, metrics, everyMs, log }: LagWatchOptions): Component {
  let loggedPartitions = new Set<string>();
  const measure = async (): Promise<void> => {
    const lagByNode = new Map<string, number>();
    for (const { id, lag } of await readLags(eventLog, live.store())) {
      const node = countedTopicOf(id.topic)?.node ?? 'other';
      lagByNode.set(node, (lagByNode.get(node) ?? 0) + lag);
    }
    for (const [node, lag] of lagByNode) metrics.setLag(node, lag);
    const stopped = live.consumption()?.stoppedPartitions() ?? [];
    metrics.setStopped(stopped.length);
    for (const { id, code } of stopped.filter(({ id }) => !loggedPartitions.has(partitionName(id))))
      log.error('partition stopped; rebuild required', { ...id, code });
    loggedPartitions = new Set(stopped.map(({ id }) => partitionName(id)));
  };
  return repeatUntilStopped({
    name: 'lag watch',
    everyMs,
    onError: (error) => log.debug('cannot measure lag', { error }),
    work: async () => {
      await measure();
      return undefined;
    },
  });
}
