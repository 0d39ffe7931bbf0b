import { join } from 'node:path';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics, startSeparateRegion } from '@waylight/tests-separate-region';
import { createRedisViewStore } from '@waylight/view-store';
import { makeEvents } from './bench-events.ts';
import { runChild } from './children.ts';
import { checkTruth, liveStore, measureDrain } from './drain.ts';
import type { Figure } from './figures.ts';
import { preload } from './preload.ts';
import type { BareResult, BareSettings } from './processes/bare-consumer.ts';
import type { TrialResult, TrialSettings } from './processes/trial-worker.ts';
import type { Parts, Sizes } from './sizes.ts';
import { ofRuns } from './statistics.ts';

type Pair = { readonly bare: number[]; readonly own: number[] };

/** Events aggregated a second, beside a program that only reads, decodes and counts in memory. */
export async function benchAggregate(parts: Parts, sizes: Sizes): Promise<Figure[]> {
  const { events, truth } = makeEvents(sizes.events);
  const bytes = Math.round(events.reduce((sum, { value }) => sum + value.length, 0) / events.length);
  const figure = (name: string, what: string, { bare, own }: Pair, how: string): Figure => ({
    name,
    unit: 'per second',
    measured: ofRuns(own),
    bare: {
      what,
      measured: ofRuns(bare),
      ratio: ofRuns(own.map((perSecond, run) => perSecond / (bare[run] ?? Number.NaN))),
    },
    how:
      `${sizes.events} events of ${bytes} bytes on six topics of ${sizes.partitions} partitions, 70 % new, 20 % revisions, ` +
      `10 % retractions, 328,500 possible cells; ${how}; from the first to the last commit that the store has, and the ` +
      'sums are checked',
  });

  const prefix = `${uniqueName('bench')}.`;
  const log = withTopicPrefix(createKafkaEventLog({ brokers: [parts.kafka], clientId: 'bench' }), prefix);
  const onKafka: Pair = { bare: [], own: [] };
  try {
    const records = await preload(log, events, sizes.partitions);
    for (let run = 0; run < sizes.runs; run++) {
      onKafka.bare.push(
        await bareRate({
          events: records,
          group: uniqueName('bare'),
          brokers: parts.kafka,
          topicPrefix: prefix,
        }),
      );
      onKafka.own.push(await overKafka(parts, sizes, prefix, records, truth));
    }
  } finally {
    await log.close();
    await deleteTopics(parts.kafka, prefix);
  }

  const inTrial: Pair = { bare: [], own: [] };
  for (let run = 0; run < sizes.runs; run++) {
    inTrial.bare.push(await inTrialForm(parts, sizes, prefix, 'bare'));
    inTrial.own.push(await inTrialForm(parts, sizes, prefix, 'aggregation'));
  }
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

async function bareRate(settings: BareSettings): Promise<number> {
  return (await runChild<BareResult>('bare-consumer', settings)).perSecond;
}

const HELD = { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } as const;
type Truth = ReturnType<typeof makeEvents>['truth'];

async function overKafka(
  parts: Parts,
  sizes: Sizes,
  topicPrefix: string,
  records: number,
  truth: Truth,
): Promise<number> {
  const region = await startSeparateRegion({
    ...parts,
    countries: [],
    workers: 1,
    withInsights: false,
    partitions: sizes.partitions,
    topicPrefix,
    env: { aggregation: HELD },
    unstarted: true,
  });
  const views = await createRedisViewStore({ url: parts.redis, namespace: region.namespace });
  try {
    const starting = region.start();
    const store = await liveStore(views);
    const perSecond = await measureDrain(store, records, sizes.partitions);
    await starting;
    await checkTruth(store, truth);
    return perSecond;
  } finally {
    await views.close();
    await region.stop();
  }
}

async function inTrialForm(
  parts: Parts,
  sizes: Sizes,
  topicPrefix: string,
  what: TrialSettings['what'],
): Promise<number> {
  const region = await startSeparateRegion({
    ...parts,
    countries: [],
    withInsights: false,
    topicPrefix,
    env: { aggregation: HELD },
    unstarted: true,
  });
  try {
    const file = (name: string) => join(region.dir, `${name}.sqlite`);
    const settings: TrialSettings = {
      what,
      events: sizes.events,
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
