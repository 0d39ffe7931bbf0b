import { join } from 'node:path';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics, startRegion } from '@waylight/tests-region';
import { bench } from './bench.ts';
import { makeEvents } from './bench-events.ts';
import { checkTruth } from './cells.ts';
import { runChild } from './children.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { preload } from './preload.ts';
import type { TrialResult, TrialSettings } from './processes/trial-worker.ts';
import { HOLD_RELEASES, runBareConsumer, runOwnWorker } from './running-workers.ts';
import { ofRuns } from './statistics.ts';

type Pair = { readonly bare: number[]; readonly own: number[] };
type Sizes = Readonly<Record<'runs' | 'events' | 'partitions', number>>;
/** Two thirds of them are revisions, one third retractions. */
const CHANGED_PERCENT = 30;

type Addresses = Awaited<ReturnType<Dependencies['kafkaAndRedis']>>;

/** Events aggregated per second, compared with a program that only reads, decodes and counts in memory. */
export const aggregate = bench({
  about: 'events aggregated per second, compared with a bare consumer that counts in memory',
  figureNames: ['aggregated, Kafka and Redis', 'aggregated, trial form'],
  sizes: {
    events: { usual: 600_000, tiny: 5_000, about: 'events on the six topics' },
    partitions: { usual: 3, tiny: 1, about: "partitions of each country's topic" },
  },
  run: benchAggregate,
});

async function benchAggregate(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const addresses = await dependencies.kafkaAndRedis();
  const prefix = `${uniqueName('bench')}.`;
  const log = withTopicPrefix(createKafkaEventLog({ brokers: [addresses.kafka], clientId: 'bench' }), prefix);
  let onKafka: Pair;
  let valueBytes: number;
  try {
    const { events, truth } = makeEvents({ count: sizes.events, changedPercent: CHANGED_PERCENT });
    const preloaded = await preload(log, events, sizes.partitions);
    valueBytes = preloaded.valueBytes;
    const { partitions } = sizes;
    const on = { ...addresses, partitions, topicPrefix: prefix, total: preloaded.records, warmUp: 1 };
    onKafka = await interleaved(sizes.runs, {
      bare: () => runBareConsumer(on),
      own: async () => {
        const { perSecond, cells } = await runOwnWorker(on);
        checkTruth(cells, truth());
        return perSecond;
      },
    });
  } finally {
    await log.close();
    await deleteTopics(addresses.kafka, prefix);
  }

  const inTrial = await interleaved(sizes.runs, {
    bare: () => inTrialForm(addresses, sizes, prefix, 'bare'),
    own: () => inTrialForm(addresses, sizes, prefix, 'aggregation'),
  });
  const figure = (name: string, what: string, { bare, own }: Pair, how: string): Figure => ({
    name,
    unit: 'per second',
    measured: ofRuns(own),
    beside: compareWith(what, own, bare),
    goal: { of: 'ratio', atLeast: 0.25 },
    how:
      `${sizes.events} events of ${valueBytes} bytes on six topics of ${sizes.partitions} partitions, 70 % new, ` +
      `20 % revisions, 10 % retractions, 985,500 possible cells; ${how}; from the first to the last commit in the store; ` +
      'the sums are checked',
  });
  return [
    figure(
      'aggregated, Kafka and Redis',
      'bare kafkajs',
      onKafka,
      'one worker, broker and Redis on this machine',
    ),
    figure(
      'aggregated, trial form',
      'bare embedded log',
      inTrial,
      'one process, log and views on SQLite files',
    ),
  ];
}

async function inTrialForm(
  addresses: Addresses,
  sizes: Sizes,
  topicPrefix: string,
  what: TrialSettings['what'],
): Promise<number> {
  const region = await startRegion({
    run: 'processes',
    log: addresses.kafka,
    store: addresses.redis,
    nodes: [],
    insights: false,
    topicPrefix,
    env: { aggregation: HOLD_RELEASES },
    unstarted: true,
  });
  try {
    const file = (name: string) => join(region.dir, `${name}.sqlite`);
    const settings: TrialSettings = {
      what,
      mix: { count: sizes.events, changedPercent: CHANGED_PERCENT },
      partitions: sizes.partitions,
      logFile: file('event-log'),
      viewFile: file('views'),
      env: {
        ...region.workers[0]?.env,
        WAYLIGHT_PARTITIONS: String(sizes.partitions),
        WAYLIGHT_RELEASED_STORE: 'embedded',
        WAYLIGHT_RELEASED_FILE: file('released'),
      },
    };
    return (await runChild<TrialResult>('trial-worker', settings)).perSecond;
  } finally {
    await region.stop();
  }
}
