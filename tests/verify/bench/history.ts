import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics, type RawRedis } from '@waylight/tests-region';
import { bench } from './bench.ts';
import { type BenchEvent, makeEvents } from './bench-events.ts';
import { cellsOf, checkTruth } from './cells.ts';
import type { Dependencies } from './dependencies.ts';
import { createCountReader, waitUntilCounted } from './drain.ts';
import { compareWith, type Figure } from './figures.ts';
import { preload } from './preload.ts';
import {
  type Addresses,
  type RunningWorkers,
  readUsage,
  type Usage,
  withWorkers,
} from './running-workers.ts';
import { ofRuns } from './statistics.ts';

const MAX = 1.1;
const CHANGED_PERCENT = 30;
/** Fewer events cannot be measured: Linux counts CPU time in hundredths of a second. */
const MIN_EVENTS = 50_000;
/** The measured lengths of the history, in multiples of `historyEvents`. */
const TIMES = [1, 2, 5] as const;

const MEASURES = {
  'worker CPU per event': 'µs',
  'Redis CPU per event': 'µs',
  'stored in Redis per event': 'bytes',
} as const;
type Measure = keyof typeof MEASURES;
const MEASURE_NAMES = Object.keys(MEASURES) as Measure[];
type Measured = Readonly<Record<Measure, number>>;

const nameOf = (measure: Measure, times: number) => `${measure}, after ${times}× history`;

/** Measures the cost of an event after a long history: the work of the next events, and the storage of all. */
export const history = bench({
  about: 'work and bytes of an event after a long history, compared with a short one',
  figureNames: TIMES.flatMap((times) => MEASURE_NAMES.map((measure) => nameOf(measure, times))),
  sizes: {
    historyEvents: { usual: 1_000_000, tiny: 1_000, about: 'events of 1× history; 2× and 5× follow' },
    historyShort: { usual: 100_000, tiny: 500, about: 'events of the short history' },
    historyTail: { usual: 150_000, tiny: 600, about: 'measured events after a history' },
    historyWarmUp: {
      usual: 75_000,
      tiny: 150,
      about: 'events before these, to warm up the new worker',
    },
    historyPartitions: { usual: 12, tiny: 1, about: "partitions of each country's topic" },
  },
  run: benchHistory,
});

type Sizes = Readonly<
  Record<
    'runs' | 'historyEvents' | 'historyShort' | 'historyTail' | 'historyWarmUp' | 'historyPartitions',
    number
  >
>;

async function benchHistory(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const addresses = await dependencies.kafkaAndRedis();
  const short = new Map(TIMES.map((times) => [times, [] as Measured[]]));
  const long = new Map(TIMES.map((times) => [times, [] as Measured[]]));
  const growingTo = TIMES.map((times) => times * sizes.historyEvents);
  for (let run = 0; run < sizes.runs; run++)
    await withHistory(addresses, sizes, growingTo, async (growing) => {
      for (const times of TIMES) {
        // A short history next to each long one, because the speed of a machine varies.
        await withHistory(addresses, sizes, [sizes.historyShort], async (fresh) => {
          short.get(times)?.push(await fresh.measureAfter(sizes.historyShort));
        });
        long.get(times)?.push(await growing.measureAfter(times * sizes.historyEvents));
      }
    });
  return TIMES.flatMap((times) =>
    MEASURE_NAMES.map((measure): Figure => {
      const of = (runs: readonly Measured[] = []) => runs.map((one) => one[measure]);
      return {
        name: nameOf(measure, times),
        unit: MEASURES[measure],
        measured: ofRuns(of(long.get(times))),
        beside: compareWith('a short history', of(long.get(times)), of(short.get(times))),
        goal: { of: 'ratio', atMost: MAX },
        how:
          `${times * sizes.historyEvents} events of history compared with ${sizes.historyShort}, then a new worker, ` +
          `${sizes.historyWarmUp} events to warm it up and ${sizes.historyTail} that are measured: 70 % new reports, 30 % ` +
          `changes of reports of the history, at most one of each; six topics of ${sizes.historyPartitions} partitions, 985,500 possible ` +
          'cells; stored is the memory of all keys divided by all events',
      };
    }),
  );
}

type History = { readonly measureAfter: (events: number) => Promise<Measured> };

/** Creates topics, a worker, and events for histories of these lengths, each after the tail of the one before. */
async function withHistory(
  addresses: Addresses,
  sizes: Sizes,
  lengths: readonly number[],
  work: (history: History) => Promise<void>,
): Promise<void> {
  const { historyPartitions: partitions, historyTail, historyWarmUp } = sizes;
  const topicPrefix = `${uniqueName('bench')}.`;
  const log = withTopicPrefix(
    createKafkaEventLog({ brokers: [addresses.kafka], clientId: 'bench' }),
    topicPrefix,
  );
  const tail = historyWarmUp + historyTail;
  const count = Math.max(...lengths) + tail;
  // A batch merges several changes of one report; a shorter history would have more of them.
  const changingOnce = lengths.map((from) => ({ from, to: from + tail }));
  const { events, truth } = makeEvents({ count, changedPercent: CHANGED_PERCENT, changingOnce });
  const next = events[Symbol.iterator]();
  let appendedEvents = 0;
  const appendUpTo = async (total: number): Promise<number> => {
    const { records } = await preload(log, take(next, total - appendedEvents), partitions);
    appendedEvents = Math.max(appendedEvents, total);
    return records;
  };
  try {
    await appendUpTo(0);
    await withWorkers({ addresses, workers: 1, partitions, topicPrefix }, async (running) => {
      await running.ready;
      const counted = createCountReader(running.store, partitions);
      await work({
        measureAfter: async (length) => {
          const before = await waitUntilCounted(counted, await appendUpTo(length));
          const launched = await restartWorkers(running, addresses, async () => {
            await appendUpTo(length + tail);
          });
          return measureTail(running, addresses, {
            // A retried batch is on the log twice, so the records of the log are counted, not the events.
            from: (await appendUpTo(0)) - historyTail,
            to: await appendUpTo(0),
            launched: { at: before, used: launched },
            counted,
          });
        },
      });
      if (appendedEvents === count) checkTruth(await cellsOf(running.store), truth());
    });
  } finally {
    await log.close();
    await deleteTopics(addresses.kafka, topicPrefix);
  }
}

function* take(next: Iterator<BenchEvent>, count: number): Generator<BenchEvent> {
  for (let n = 0; n < count; n++) {
    const one = next.next();
    if (one.done === true) return;
    yield one.value;
  }
}

/** Restarts the workers, so that every measure is of new processes. */
async function restartWorkers(
  { region }: RunningWorkers,
  addresses: Addresses,
  meanwhile: () => Promise<void>,
): Promise<Usage> {
  for (const worker of region.workers) await worker.stop();
  await meanwhile();
  // New processes have used nothing yet.
  const launched = await readUsage([], addresses);
  for (const worker of region.workers) await worker.launch();
  return launched;
}

type Tail = {
  readonly from: number;
  readonly to: number;
  /** The number of counted events when the worker started, and the usage at that moment. */
  readonly launched: { readonly at: number; readonly used: Usage };
  readonly counted: () => Promise<number>;
};

async function measureTail({ region }: RunningWorkers, addresses: Addresses, tail: Tail): Promise<Measured> {
  const usageNow = () => {
    const pids = region.workers.map((worker) => worker.pid()).filter((pid) => pid !== undefined);
    return readUsage(pids, addresses);
  };
  const first = await waitUntilCounted(tail.counted, tail.from);
  const warm = await usageNow();
  const last = await waitUntilCounted(tail.counted, tail.to);
  const after = await usageNow();
  // If nearly all events are counted at the first poll, the rest is too short: then the start of the worker is included.
  const isEnough = last - first >= MIN_EVENTS;
  const before = isEnough ? warm : tail.launched.used;
  const events = last - (isEnough ? first : tail.launched.at);
  return {
    'worker CPU per event': (after.workers - before.workers) / events,
    'Redis CPU per event': (after.redis.cpuUs - before.redis.cpuUs) / events,
    'stored in Redis per event': (await storedBytes(region.redis, region.namespace)) / last,
  };
}

/** Memory of all keys of a region. For long keys Redis samples fields, which are all of one kind. */
async function storedBytes(redis: RawRedis, namespace: string): Promise<number> {
  let bytes = 0;
  let cursor = '0';
  do {
    const pattern = `wl:${namespace}:*`;
    const reply = await redis.command('SCAN', cursor, 'MATCH', pattern, 'COUNT', '1000');
    const [next, keys] = reply as [Buffer, Buffer[]];
    cursor = next.toString();
    for (const key of keys) bytes += Number(await redis.command('MEMORY', 'USAGE', key, 'SAMPLES', '100'));
  } while (cursor !== '0');
  return bytes;
}
