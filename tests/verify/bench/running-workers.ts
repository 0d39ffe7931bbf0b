import { uniqueName } from '@waylight/testing';
import { type ProcessRegion, startRegion } from '@waylight/tests-region';
import { createRedisViewStore, type RawCellStore, type ViewStore } from '@waylight/view-store';
import { type Cells, cellsOf } from './cells.ts';
import { runChild } from './children.ts';
import type { Dependencies } from './dependencies.ts';
import { createCountReader, measureDrain, type Workload, waitForLiveStore } from './drain.ts';
import type { BareResult, BareSettings } from './processes/bare-consumer.ts';
import { cpuOf, pidAt, type RedisUsage, redisUsage } from './usage.ts';

/** Without releases only counting is measured. */
export const HOLD_RELEASES = { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } as const;

export type Addresses = Awaited<ReturnType<Dependencies['kafkaAndRedis']>>;

export type WorkersOptions = {
  readonly addresses: Addresses;
  readonly workers: number;
  readonly partitions: number;
  readonly topicPrefix: string;
};

export type RunningWorkers = {
  readonly views: ViewStore;
  /** The raw cells of the live generation. */
  readonly store: RawCellStore;
  readonly pids: readonly number[];
  readonly region: ProcessRegion;
  /** Resolves when all workers are ready. */
  readonly ready: Promise<void>;
};

/** Runs the aggregation as deployed, over existing topics, with an empty store. */
export async function withWorkers<T>(
  { addresses, workers, partitions, topicPrefix }: WorkersOptions,
  work: (running: RunningWorkers) => Promise<T>,
): Promise<T> {
  const region = await startRegion({
    run: 'processes',
    log: addresses.kafka,
    store: addresses.redis,
    nodes: [],
    workers,
    insights: false,
    partitions,
    topicPrefix,
    env: { aggregation: HOLD_RELEASES },
    unstarted: true,
  });
  const views = await createRedisViewStore({ url: addresses.redis, namespace: region.namespace });
  try {
    const ready = region.start();
    // An error that keeps a worker from starting is reported at once, here or by the caller that awaits `ready`.
    const store = await Promise.race([waitForLiveStore(views), ready.then(() => waitForLiveStore(views))]);
    const pids = region.workers.map((worker) => worker.pid()).filter((pid) => pid !== undefined);
    const result = await work({ views, store, pids, region, ready });
    await ready;
    return result;
  } finally {
    await views.close();
    await region.stop();
  }
}

export type PreloadedTopics = Workload & Addresses & Pick<WorkersOptions, 'partitions' | 'topicPrefix'>;

/** One worker counts the records on the topics into its own namespace. */
export const runOwnWorker = (on: PreloadedTopics): Promise<{ perSecond: number; cells: Cells }> =>
  withWorkers({ ...on, addresses: on, workers: 1 }, async ({ store, ready }) => {
    const perSecond = await measureDrain(createCountReader(store, on.partitions), on);
    await ready;
    return { perSecond, cells: await cellsOf(store) };
  });

/** CPU time of workers, store and broker since their start, in µs; NaN if a process is not visible. */
export type Usage = { readonly workers: number; readonly redis: RedisUsage; readonly broker: number };

export async function readUsage(pids: readonly number[], addresses: Addresses): Promise<Usage> {
  const brokerPid = await pidAt(Number(new URL(`kafka://${addresses.kafka}`).port));
  const [workers, redis, broker] = await Promise.all([
    Promise.all(pids.map(cpuOf)),
    redisUsage(addresses.redis),
    brokerPid === undefined ? Number.NaN : cpuOf(brokerPid),
  ]);
  return { workers: workers.reduce((sum, one) => sum + one, 0), redis, broker };
}

/** Runs a process that only reads and decodes the records on the topics and counts them in memory. */
export async function runBareConsumer({
  kafka,
  topicPrefix,
  total,
  warmUp,
}: PreloadedTopics): Promise<number> {
  const settings: BareSettings = {
    stretch: { total, warmUp },
    group: uniqueName('bare'),
    brokers: kafka,
    topicPrefix,
  };
  return (await runChild<BareResult>('bare-consumer', settings)).perSecond;
}
