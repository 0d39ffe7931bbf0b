import { startSeparateRegion } from '@waylight/tests-region';
import { createRedisViewStore, type RawCellStore, type ViewStore } from '@waylight/view-store';
import { liveStore } from './drain.ts';
import type { Parts } from './parts.ts';
import { cpuOf, pidAt, type RedisUsage, redisUsage } from './usage.ts';

export type Addresses = Awaited<ReturnType<Parts['kafkaAndRedis']>>;

export type WorkersOptions = {
  readonly addresses: Addresses;
  readonly workers: number;
  readonly partitions: number;
  readonly topicPrefix: string;
};

export type RunningWorkers = {
  readonly views: ViewStore;
  /** The raw cells that serve. */
  readonly store: RawCellStore;
  readonly pids: readonly number[];
  readonly region: Awaited<ReturnType<typeof startSeparateRegion>>;
  /** All workers are ready. */
  readonly ready: Promise<void>;
};

/** Runs the aggregation as it is deployed, over topics that are there already, with a store that holds nothing yet. */
export async function withWorkers<T>(
  { addresses, workers, partitions, topicPrefix }: WorkersOptions,
  work: (running: RunningWorkers) => Promise<T>,
): Promise<T> {
  const region = await startSeparateRegion({
    ...addresses,
    countries: [],
    workers,
    withInsights: false,
    partitions,
    topicPrefix,
    env: { aggregation: { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } },
    unstarted: true,
  });
  const views = await createRedisViewStore({ url: addresses.redis, namespace: region.namespace });
  try {
    const ready = region.start();
    // What keeps a worker from starting is heard at once, here or by whoever waits for it to be ready.
    const store = await Promise.race([liveStore(views), ready.then(() => liveStore(views))]);
    const pids = region.workers.map((worker) => worker.pid()).filter((pid) => pid !== undefined);
    const result = await work({ views, store, pids, region, ready });
    await ready;
    return result;
  } finally {
    await views.close();
    await region.stop();
  }
}

/** What workers, store and broker have used of the processor since their start, in µs; NaN of one that is not seen. */
export type Used = { readonly workers: number; readonly redis: RedisUsage; readonly broker: number };

export async function usedBy(pids: readonly number[], addresses: Addresses): Promise<Used> {
  const brokerPid = await pidAt(Number(new URL(`kafka://${addresses.kafka}`).port));
  const [workers, redis, broker] = await Promise.all([
    Promise.all(pids.map(cpuOf)),
    redisUsage(addresses.redis),
    brokerPid === undefined ? Number.NaN : cpuOf(brokerPid),
  ]);
  return { workers: workers.reduce((sum, one) => sum + one, 0), redis, broker };
}
