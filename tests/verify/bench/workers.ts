import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics } from '@waylight/tests-region';
import { bench } from './bench.ts';
import { makeEvents, type Truth } from './bench-events.ts';
import { cellsOf, checkTruth } from './cells.ts';
import type { Dependencies } from './dependencies.ts';
import { createCountReader, waitUntilCounted } from './drain.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { preload } from './preload.ts';
import { type Addresses, readUsage, withWorkers } from './running-workers.ts';
import { ofRuns } from './statistics.ts';

/** The most CPU time per event, as a multiple of that of one worker. */
const MAX_RATIO = 1.15;
const CHANGED_PERCENT = 30;
/** Percentage of events that are counted while the workers join and warm up. */
const WARM_UP_PERCENT = 40;
/** Fewer events cannot be measured: then everything is measured, including the start of the workers. */
const MIN_EVENTS = 100_000;

/** CPU time per event when one, two and four workers share the partitions. Two cores cannot show more throughput, only its cost. */
export const workers = bench({
  about: 'CPU time per event with 2 and 4 workers, compared with one',
  figureNames: [
    'CPU per event, 2 workers',
    'CPU per event, 4 workers',
    'CPU per event with Redis, 2 workers',
    'CPU per event with Redis, 4 workers',
  ],
  sizes: {
    workerEvents: { usual: 2_000_000, tiny: 4_000, about: 'events on the six topics' },
    workerPartitions: { usual: 12, tiny: 2, about: "partitions of each country's topic" },
  },
  run: benchWorkers,
});

type Sizes = Readonly<Record<'runs' | 'workerEvents' | 'workerPartitions', number>>;

/** µs of CPU for each event, and the number of events over which it was measured. */
type PerEvent = {
  readonly workers: number;
  readonly redis: number;
  readonly broker: number;
  readonly events: number;
};

async function benchWorkers(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const addresses = await dependencies.kafkaAndRedis();
  const { workerEvents: count, workerPartitions: partitions } = sizes;
  const topicPrefix = `${uniqueName('bench')}.`;
  const log = withTopicPrefix(
    createKafkaEventLog({ brokers: [addresses.kafka], clientId: 'bench' }),
    topicPrefix,
  );
  let used: Record<'one' | 'two' | 'four', PerEvent[]>;
  try {
    const { events, truth } = makeEvents({ count, changedPercent: CHANGED_PERCENT });
    const { records } = await preload(log, events, partitions);
    const measure = (workers: number) => () =>
      perEvent({ addresses, workers, partitions, topicPrefix, records, truth: truth() });
    used = await interleaved(sizes.runs, { one: measure(1), two: measure(2), four: measure(4) });
  } finally {
    await log.close();
    await deleteTopics(addresses.kafka, topicPrefix);
  }

  const { one, two, four } = used;
  const middle = (runs: readonly PerEvent[], part: keyof PerEvent) =>
    Math.round(100 * ofRuns(runs.map((run) => run[part])).median) / 100;
  const figure = (name: string, own: readonly PerEvent[], of: (run: PerEvent) => number): Figure => ({
    name,
    unit: 'µs',
    measured: ofRuns(own.map(of)),
    beside: compareWith('one worker', own.map(of), one.map(of)),
    goal: { of: 'ratio', atMost: MAX_RATIO },
    how:
      `${count} events on six topics of ${partitions} partitions; CPU time of all workers ${name.includes('Redis') ? 'and Redis ' : ''}` +
      `over about ${middle(own, 'events')} of them, after all workers were ready and ${WARM_UP_PERCENT} % were counted; ` +
      `median per event of one worker: worker ${middle(one, 'workers')} µs, Redis ${middle(one, 'redis')} µs, broker ` +
      `${middle(one, 'broker')} µs; of these: workers ${middle(own, 'workers')} µs, Redis ${middle(own, 'redis')} µs, ` +
      `broker ${middle(own, 'broker')} µs; the sums are checked`,
  });
  const ofWorkers = (run: PerEvent) => run.workers;
  const withRedis = (run: PerEvent) => run.workers + run.redis;
  return [
    figure('CPU per event, 2 workers', two, ofWorkers),
    figure('CPU per event, 4 workers', four, ofWorkers),
    figure('CPU per event with Redis, 2 workers', two, withRedis),
    figure('CPU per event with Redis, 4 workers', four, withRedis),
  ];
}

type Task = {
  readonly addresses: Addresses;
  readonly workers: number;
  readonly partitions: number;
  readonly topicPrefix: string;
  readonly records: number;
  readonly truth: Truth;
};

async function perEvent(task: Task): Promise<PerEvent> {
  const { addresses, records, partitions } = task;
  return withWorkers(task, async ({ store, pids, ready }) => {
    const counted = createCountReader(store, partitions);
    const before = { counted: 0, used: await readUsage(pids, addresses) };
    await ready;
    const warm = await waitUntilCounted(
      counted,
      Math.min(records, (await counted()) + (records * WARM_UP_PERCENT) / 100),
    );
    const isEnough = records - warm >= MIN_EVENTS;
    const from = isEnough ? { counted: warm, used: await readUsage(pids, addresses) } : before;
    await waitUntilCounted(counted, records);
    const to = await readUsage(pids, addresses);
    checkTruth(await cellsOf(store), task.truth);
    const events = records - from.counted;
    return {
      workers: (to.workers - from.used.workers) / events,
      redis: (to.redis.cpuUs - from.used.redis.cpuUs) / events,
      broker: (to.broker - from.used.broker) / events,
      events,
    };
  });
}
