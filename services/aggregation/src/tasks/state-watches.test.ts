import { freshnessKey } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { createLogger } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { expect, it } from 'vitest';
import type { AggregationContext } from '../context.ts';
import { createAggregationMetrics } from '../metrics.ts';
import type { DuePeriodStatus } from '../release/list-due-periods.ts';
import { createStateWatches } from './state-watches.ts';

const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2026, 2, 1, 12);
const DUE_DAY = 20_500;
const log = createLogger({ service: 'test', level: 'silent' });

function fakes(due: readonly DuePeriodStatus[], problems: readonly string[]) {
  const body = NodeHeartbeat.encode(NodeHeartbeat.fromPartial({ hour: NOON_MS / HOUR_MS })).finish();
  const context = {
    eventLog: { checkTopics: async () => ({ problems: [] }) },
    viewStore: { checkServer: async () => problems },
    releasedStore: { readStatus: async (key: string) => (key === freshnessKey('MK') ? body : null) },
    releaseTask: { listDue: async () => due },
    partitions: 1,
    now: () => NOON_MS,
    log,
  } as unknown as AggregationContext;
  const metrics = createAggregationMetrics({ now: () => NOON_MS });
  return { context, metrics };
}

/** Lines of the metrics after one round of every watch. */
async function measureOnce({ context, metrics }: ReturnType<typeof fakes>): Promise<string> {
  const watches = createStateWatches(context, metrics);
  const signal = AbortSignal.timeout(5_000);
  const running = await Promise.all(watches.map((watch) => watch.start(signal)));
  for (const one of running) await one.stop();
  return (await metrics.metrics.expose()).body;
}

it('exposes the heartbeats that were received, the oldest open period and wrong settings', async () => {
  const text = await measureOnce(
    fakes(
      [
        { period: '2026-01', dueFromDay: DUE_DAY - 30, state: 'withheld' },
        { period: '2025-12', dueFromDay: DUE_DAY - 20, state: 'waiting', publishAtMs: NOON_MS },
        { period: '2026-02', dueFromDay: DUE_DAY + 3, state: 'preparing' },
        { period: '2025', dueFromDay: DUE_DAY, state: 'ready' },
      ],
      ['maxmemory-policy is allkeys-lru'],
    ),
  );
  expect(text.match(/^waylight_node_heartbeat_timestamp_seconds\{.*/gm)).toEqual([
    `waylight_node_heartbeat_timestamp_seconds{node="MK",service="aggregation"} ${NOON_MS / 1_000}`,
  ]);
  expect(text).toContain(`waylight_release_due_timestamp_seconds{service="aggregation"} ${DUE_DAY * 86_400}`);
  expect(text).toContain('waylight_aggregation_settings_wrong{service="aggregation"} 1');
});

it('exposes 0 without a due period, and while the settings are as required', async () => {
  const text = await measureOnce(fakes([], []));
  expect(text).toContain('waylight_release_due_timestamp_seconds{service="aggregation"} 0');
  expect(text).toContain('waylight_aggregation_settings_wrong{service="aggregation"} 0');
});

it('shows a changed state of a due period only at the next full hour', async () => {
  const due: DuePeriodStatus[] = [];
  let reads = 0;
  let rounds = 0;
  let nowMs = NOON_MS + HOUR_MS / 2;
  const { context, metrics } = fakes(due, []);
  const releaseTask = {
    listDue: async () => {
      reads += 1;
      return due;
    },
  };
  // Each round asks for the time.
  const now = () => {
    rounds += 1;
    return nowMs;
  };
  const measured = { ...context, releaseTask, now } as unknown as AggregationContext;
  const watch = createStateWatches(measured, metrics, { dueEveryMs: 1 })[1]!;
  const running = await watch.start(AbortSignal.timeout(5_000));
  await waitFor('the first measurement', () => reads > 0);
  due.push({ period: '2026-02', dueFromDay: DUE_DAY, state: 'preparing' });
  nowMs = NOON_MS + HOUR_MS - 1;
  const before = rounds;
  await waitFor('several rounds', () => rounds > before + 5);
  expect(reads).toBe(1);
  nowMs += 1;
  await waitFor('the measurement of the next hour', () => reads > 1);
  await running.stop();
  expect((await metrics.metrics.expose()).body).toContain(
    `waylight_release_due_timestamp_seconds{service="aggregation"} ${DUE_DAY * 86_400}`,
  );
});
