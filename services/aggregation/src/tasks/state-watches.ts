import { freshnessKey, NODE_COUNTRIES, topicRegistry } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import type { AggregationMetrics } from '../metrics.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HEARTBEATS_EVERY_MS = 5_000;
const DUE_EVERY_MS = 60_000;
const SETTINGS_EVERY_MS = 600_000;

/** Measures states for operators. Every process measures them, because the one with the lease may change. */
export function createStateWatches(
  context: AggregationContext,
  metrics: AggregationMetrics,
  { dueEveryMs = DUE_EVERY_MS } = {},
): Component[] {
  return [
    createWatch('heartbeats', HEARTBEATS_EVERY_MS, context.log, () => measureHeartbeats(context, metrics)),
    createWatch('due periods', dueEveryMs, context.log, createDueMeasurement(context, metrics)),
    createWatch('settings', SETTINGS_EVERY_MS, context.log, async () =>
      metrics.setSettingsWrong((await readSettingProblems(context)).length > 0),
    ),
  ];
}

/** Differences of the topics and of the store's server from what the service requires. */
export async function readSettingProblems({
  eventLog,
  viewStore,
  partitions,
}: Pick<AggregationContext, 'eventLog' | 'viewStore' | 'partitions'>): Promise<string[]> {
  const [topics, server] = await Promise.all([
    eventLog.checkTopics(topicRegistry(partitions)),
    viewStore.checkServer(),
  ]);
  return [...topics.problems, ...server];
}

function createWatch(name: string, everyMs: number, log: Logger, measure: () => Promise<void>): Component {
  return repeatUntilStopped({
    name,
    everyMs,
    onError: (error) => log.debug('a state could not be measured; retrying', { component: name, error }),
    work: async () => {
      await measure();
      return undefined;
    },
  });
}

async function measureHeartbeats(
  { releasedStore }: Pick<AggregationContext, 'releasedStore'>,
  metrics: AggregationMetrics,
): Promise<void> {
  for (const node of NODE_COUNTRIES) {
    const body = await releasedStore.readStatus(freshnessKey(node));
    if (body !== null) metrics.setHeartbeat(node, NodeHeartbeat.decode(body).hour * HOUR_MS);
  }
}

/** Measures once an hour, because the time at which a period changes its state shows how long its audits took. */
function createDueMeasurement(
  { releaseTask, now }: Pick<AggregationContext, 'releaseTask' | 'now'>,
  metrics: AggregationMetrics,
): () => Promise<void> {
  let measuredHour: number | undefined;
  return async () => {
    const hour = Math.floor(now() / HOUR_MS);
    if (hour === measuredHour) return;
    const due = (await releaseTask.listDue()).filter(
      ({ state }) => state === 'preparing' || state === 'ready',
    );
    metrics.setReleaseDue(Math.min(...due.map(({ dueFromDay }) => dueFromDay * DAY_MS)));
    measuredHour = hour;
  };
}
