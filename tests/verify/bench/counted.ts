import { setTimeout as delay } from 'node:timers/promises';
import { reportsTopic } from '@waylight/contracts';
import { RELAY_LINGER_MS } from '@waylight/intake';
import { startRegion } from '@waylight/tests-region';
import { createRedisViewStore, type RawCellStore } from '@waylight/view-store';
import { bench } from './bench.ts';
import { runChild } from './children.ts';
import type { Dependencies } from './dependencies.ts';
import { waitForLiveStore } from './drain.ts';
import { compareWith, type Figure } from './figures.ts';
import type { CountingResult, CountingSettings } from './processes/counting-client.ts';
import { startRoundTrips } from './round-trip.ts';
import { ofRuns, quantile } from './statistics.ts';

/** Limit: twice the configured waits. */
const MAX = 2;
const LONGEST_WINDOWS_MS = 150;

/** Measures the time from a node's answer until the region counts the report, compared with the configured waits. */
export const counted = bench({
  about: 'time from the answer to a report until the region counts it, compared with the configured windows',
  figureNames: [
    'accepted to counted in the store, p50',
    'accepted to counted in the store, p99',
    'accepted to counted on the receipt, p50',
    'accepted to counted on the receipt, p99',
    'windows that are configured, together',
  ],
  sizes: {
    countedRate: { usual: 1_000, tiny: 20, about: 'reports a second' },
    countedSeconds: { usual: 15, tiny: 1, about: 'seconds of load' },
    countedWarmUp: { usual: 5, tiny: 1, about: 'seconds of load before that, not measured' },
    progressIntervalMs: { usual: 100, tiny: 100, about: 'interval of the progress messages to nodes' },
    partitions: { usual: 3, tiny: 1, about: "partitions of each country's topic" },
  },
  run: benchCounted,
});

type Sizes = Readonly<
  Record<
    'runs' | 'countedRate' | 'countedSeconds' | 'countedWarmUp' | 'progressIntervalMs' | 'partitions',
    number
  >
>;

type Measured = {
  readonly roundTripMs: number;
  readonly storeDelays: number[];
  readonly receiptDelays: number[];
};

async function benchCounted(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const { progressIntervalMs } = sizes;
  const { kafka, redis } = await dependencies.kafkaAndRedis();
  const region = await startRegion({
    run: 'processes',
    log: kafka,
    store: redis,
    nodes: ['MK'],
    insights: false,
    partitions: sizes.partitions,
    env: {
      intake: {
        WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000',
        WAYLIGHT_INTAKE_RATE_BURST: '1000000',
      },
    },
    aggregation: { progressIntervalMs },
  });
  const views = await createRedisViewStore({ url: redis, namespace: region.namespace });
  try {
    const runs: Measured[] = [];
    for (let run = 0; run < sizes.runs; run++) {
      const roundTrips = await startRoundTrips(kafka, region.topicPrefix);
      const persisted = watchPersisted(await waitForLiveStore(views), 'MK', sizes.partitions);
      const settings: CountingSettings = {
        address: `localhost:${region.ports.intake('MK')}`,
        tls: region.certificates.organisation('MYLA'),
        idPrefix: `bench-${run}`,
        rate: sizes.countedRate,
        warmUpSeconds: sizes.countedWarmUp,
        seconds: sizes.countedSeconds,
      };
      const { acceptedAtMs, countedAtMs } = await runChild<CountingResult>('counting-client', settings);
      const stored = (await persisted.stop()).slice(-acceptedAtMs.length);
      const roundTripMs = await roundTrips.stop();
      runs.push({
        roundTripMs,
        storeDelays: delays(acceptedAtMs, stored),
        receiptDelays: delays(acceptedAtMs, countedAtMs),
      });
    }
    return figures(runs, sizes);
  } finally {
    await views.close();
    await region.stop();
  }
}

/** Pairs accepted and counted reports in their order, since both pass through one queue. */
function delays(acceptedAtMs: readonly number[], countedAtMs: readonly number[]): number[] {
  return acceptedAtMs.map((at, i) => Math.max(0, (countedAtMs[i] ?? Number.NaN) - at)).sort((a, b) => a - b);
}

function figures(runs: readonly Measured[], sizes: Sizes): Figure[] {
  const { progressIntervalMs, countedRate, countedSeconds } = sizes;
  const load = `${countedRate} reports a second for ${countedSeconds} s at one node, one by one`;
  const figure = (
    what: 'in the store' | 'on the receipt',
    q: number,
    windowsMs: number,
    times: (one: Measured) => number[],
    how: string,
  ): Figure => {
    const own = runs.map((one) => quantile(times(one), q));
    const configured = runs.map(({ roundTripMs }) => windowsMs + roundTripMs);
    return {
      name: `accepted to counted ${what}, p${q * 100}`,
      unit: 'ms',
      measured: ofRuns(own),
      beside: compareWith('windows + broker round trip', own, configured),
      ...(q === 0.99 ? { goal: { of: 'ratio', atMost: MAX } as const } : {}),
      how: `${load}; ${how}`,
    };
  };
  const inStore =
    `until the store has persisted the position, which is read every few ms; the window is the relay's ` +
    `(${RELAY_LINGER_MS} ms): workers fetch as soon as there is a record`;
  const onReceipt =
    `until the client has it by WatchReceipts; the windows are the relay's (${RELAY_LINGER_MS} ms) and that of the progress messages ` +
    `(progressIntervalMs, ${progressIntervalMs} ms)`;
  const both = RELAY_LINGER_MS + progressIntervalMs;
  const toStoreDelays = ({ storeDelays: times }: Measured) => times;
  const toReceiptDelays = ({ receiptDelays: times }: Measured) => times;
  return [
    figure('in the store', 0.5, RELAY_LINGER_MS, toStoreDelays, inStore),
    figure('in the store', 0.99, RELAY_LINGER_MS, toStoreDelays, inStore),
    figure('on the receipt', 0.5, both, toReceiptDelays, onReceipt),
    figure('on the receipt', 0.99, both, toReceiptDelays, onReceipt),
    {
      name: 'windows that are configured, together',
      unit: 'ms',
      measured: ofRuns(runs.map(() => both)),
      goal: { of: 'measured', atMost: LONGEST_WINDOWS_MS },
      how: `${RELAY_LINGER_MS} ms at the relay and ${progressIntervalMs} ms between progress messages; the group commit of a node is before its answer`,
    },
  ];
}

const EVERY_MS = 5;

/** The number of records at the store's positions, at a time in milliseconds since 1970. */
type PositionSample = { readonly atMs: number; readonly records: number };

type PersistedWatch = {
  /** Ends the watch, and returns the time at which each record was stored, in their order. */
  readonly stop: () => Promise<number[]>;
};

/** Watches the stored positions of one node's topic. */
function watchPersisted(store: RawCellStore, country: 'MK', partitions: number): PersistedWatch {
  const names = Array.from({ length: partitions }, (_, partition) => `${reportsTopic(country)}:${partition}`);
  const seen: PositionSample[] = [];
  let isEnding = false;
  const read = async (): Promise<void> => {
    const positions = await Promise.all(names.map((name) => store.position(name)));
    const records = positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
    const last = seen.at(-1);
    if (last?.records !== records) seen.push({ atMs: performance.timeOrigin + performance.now(), records });
  };
  const watching = (async () => {
    while (!isEnding) {
      await read();
      await delay(EVERY_MS);
    }
    await read();
  })();
  return {
    stop: async () => {
      isEnding = true;
      await watching;
      return seen
        .slice(1)
        .flatMap(({ atMs, records }, i) => new Array<number>(records - (seen[i]?.records ?? 0)).fill(atMs));
    },
  };
}
