import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@waylight/cli';
import { type RebuildResponse, RebuildStep } from '@waylight/contracts/operations';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics, type ProcessRegion } from '@waylight/tests-region';
import { bench } from './bench.ts';
import { makeEvents } from './bench-events.ts';
import { cellsOf, checkTruth } from './cells.ts';
import { runChild } from './children.ts';
import type { Dependencies } from './dependencies.ts';
import { createCountReader, waitForLiveStore, waitUntilCounted } from './drain.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { preload } from './preload.ts';
import type { BareResult, BareSettings } from './processes/bare-consumer.ts';
import { withWorkers } from './running-workers.ts';
import { ofRuns } from './statistics.ts';
import { cpuOf, residentOf } from './usage.ts';

const CHANGED_PERCENT = 30;
const SAMPLE_MS = 200;
const LONGEST_MS = 900_000;
/** Limit for the memory of the last quarter, relative to the second. */
const FLAT = 1.1;

/** Measures a rebuild that an operator starts, compared with a bare consumer that reads the same topics once. */
export const rebuild = bench({
  about: 'a rebuild started by an operator, compared with one pass of a bare consumer; and its memory',
  figureNames: ['rebuilt', 'memory of a rebuild'],
  sizes: {
    rebuildEvents: { usual: 5_000_000, tiny: 4_000, about: 'events on the six topics' },
    rebuildPartitions: { usual: 12, tiny: 2, about: "partitions of each country's topic" },
  },
  run: benchRebuild,
});

type Sizes = Readonly<Record<'runs' | 'rebuildEvents' | 'rebuildPartitions', number>>;

type Rebuilt = {
  readonly perSecond: number;
  readonly cpuUs: number;
  /** Memory in MiB: the median of each quarter of the time, and the peak. */
  readonly quarters: readonly number[];
  readonly peak: number;
};

async function benchRebuild(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const addresses = await dependencies.kafkaAndRedis();
  const { rebuildEvents: count, rebuildPartitions: partitions } = sizes;
  const topicPrefix = `${uniqueName('bench')}.`;
  const log = withTopicPrefix(
    createKafkaEventLog({ brokers: [addresses.kafka], clientId: 'bench' }),
    topicPrefix,
  );
  try {
    const { events, truth } = makeEvents({ count, changedPercent: CHANGED_PERCENT });
    const { records, valueBytes } = await preload(log, events, partitions);
    const bare = async () => {
      const group = uniqueName('bare');
      const stretch = { total: records, warmUp: 1 };
      const settings: BareSettings = { stretch, group, brokers: addresses.kafka, topicPrefix };
      return (await runChild<BareResult>('bare-consumer', settings)).perSecond;
    };
    const options = { addresses, workers: 1, partitions, topicPrefix };
    const measured = await withWorkers(options, async ({ region, views, store, pids, ready }) => {
      await ready;
      await waitUntilCounted(createCountReader(store, partitions), records, LONGEST_MS);
      const [pid = 0] = pids;
      const both = await interleaved<'own' | 'bare', Rebuilt>(sizes.runs, {
        bare: async () => ({ perSecond: await bare(), cpuUs: 0, quarters: [], peak: 0 }),
        own: () => rebuildOnce(region, pid, records),
      });
      checkTruth(await cellsOf(await waitForLiveStore(views)), truth());
      return both;
    });
    return figures(sizes, { ...measured, valueBytes });
  } finally {
    await log.close();
    await deleteTopics(addresses.kafka, topicPrefix);
  }
}

type Both = {
  readonly own: readonly Rebuilt[];
  readonly bare: readonly Rebuilt[];
  readonly valueBytes: number;
};

function figures(sizes: Sizes, { own, bare, valueBytes }: Both): Figure[] {
  const perSecond = (runs: readonly Rebuilt[]) => runs.map((run) => run.perSecond);
  const quarter = (n: number) => own.map(({ quarters }) => quarters[n] ?? Number.NaN);
  const middle = (values: readonly number[]) => Math.round(ofRuns(values).median);
  const events =
    `${sizes.rebuildEvents} events of ${valueBytes} bytes on six topics of ${sizes.rebuildPartitions} partitions, 70 % new, ` +
    '20 % revisions, 10 % retractions, 985,500 possible cells';
  return [
    {
      name: 'rebuilt',
      unit: 'per second',
      measured: ofRuns(perSecond(own)),
      beside: compareWith('bare kafkajs', perSecond(own), perSecond(bare)),
      goal: { of: 'ratio', atLeast: 0.25 },
      how:
        `${events}; from the operator's call to the swap: read, written to Redis, compared with the live generation; ` +
        `${middle(own.map(({ cpuUs }) => cpuUs * 10)) / 10} µs CPU of the worker per event; the bare consumer from its first batch ` +
        'to its last; the sums of the new generation are checked',
    },
    {
      name: 'memory of a rebuild',
      unit: 'MiB',
      measured: ofRuns(quarter(3)),
      beside: compareWith('second quarter', quarter(3), quarter(1)),
      goal: { of: 'ratio', atMost: FLAT },
      how:
        `resident memory of the process that rebuilds and goes on counting, median of the last quarter of the time compared with ` +
        `the second, every ${SAMPLE_MS} ms; ${events}; at most ${middle(own.map(({ peak }) => peak))} MiB`,
    },
  ];
}

async function rebuildOnce(region: ProcessRegion, pid: number, events: number): Promise<Rebuilt> {
  const memory = sampleMemory(pid);
  const cpuBefore = await cpuOf(pid);
  const startedAt = performance.now();
  const last = await callRebuild(region);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuUs = ((await cpuOf(pid)) - cpuBefore) / events;
  const samples = await memory.stop();
  if (last?.step !== RebuildStep.SWAPPED)
    throw new Error(`the rebuild ended with step ${last?.step} and ${last?.differingPartitions} differences`);
  const quarters = [0, 1, 2, 3].map((n) => {
    const from = Math.floor((n * samples.length) / 4);
    return ofRuns(samples.slice(from, Math.max(from + 1, Math.floor(((n + 1) * samples.length) / 4)))).median;
  });
  return { perSecond: events / seconds, cpuUs, quarters, peak: Math.max(...samples) };
}

async function callRebuild(region: ProcessRegion): Promise<RebuildResponse | undefined> {
  const signal = AbortSignal.timeout(LONGEST_MS);
  const context = { env: { noColour: true }, cwd: region.dir, signal, printMessage: () => undefined };
  const connection = await connect(context, { data: region.dir, timeout: '5m' }, { operator: true });
  try {
    let last: RebuildResponse | undefined;
    for await (const response of (await connection.operations()).rebuild({})) last = response;
    return last;
  } finally {
    connection.close();
  }
}

function sampleMemory(pid: number): { readonly stop: () => Promise<readonly number[]> } {
  const samples: number[] = [];
  const stopped = new AbortController();
  const sampling = (async () => {
    while (!stopped.signal.aborted) {
      samples.push(await residentOf(pid));
      await delay(SAMPLE_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await sampling;
      return samples;
    },
  };
}
