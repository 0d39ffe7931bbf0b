import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics } from '@waylight/tests-region';
import { bench } from './bench.ts';
import { makeEvents } from './bench-events.ts';
import { type Cells, checkSame, checkTruth } from './cells.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { runPeer } from './peer.ts';
import { buildPeers, peerVersions } from './peer-build.ts';
import { describeTuning, type PeerKind, TUNED } from './peer-settings.ts';
import { preload } from './preload.ts';
import { type PreloadedTopics, runBareConsumer, runOwnWorker } from './running-workers.ts';
import { ofRuns } from './statistics.ts';

/** Percentages of events that revise or retract an earlier report. */
const SHARES = [10, 70] as const;

const COMPARED = [
  { program: 'dsl', what: 'Kafka Streams DSL', atLeast: 2.4 },
  { program: 'processor', what: 'Kafka Streams Processor', atLeast: 1.8 },
  { program: 'bare', what: 'bare kafkajs', atLeast: 0.25 },
] as const;

const nameOf = (what: string, share: number) => `aggregated beside ${what}, ${share} % changes`;

/** Events aggregated per second from Kafka, exactly once, compared with programs on Kafka Streams. */
export const streams = bench({
  about:
    'events aggregated per second, compared with two equivalent Kafka Streams programs and a bare consumer',
  figureNames: SHARES.flatMap((share) => COMPARED.map(({ what }) => nameOf(what, share))),
  usualRuns: 5,
  sizes: {
    events: { usual: 1_000_000, tiny: 2_000, about: 'measured events' },
    warmUp: { usual: 200_000, tiny: 1_000, about: 'events before these, to warm up' },
    partitions: { usual: 3, tiny: 1, about: "partitions of each country's topic" },
  },
  run: benchStreams,
});

type Sizes = Readonly<Record<'runs' | 'events' | 'warmUp' | 'partitions', number>>;

async function benchStreams(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const classPath = await buildPeers();
  const addresses = await dependencies.kafkaAndRedis();
  dependencies.note('peers', peerVersions());
  for (const kind of ['dsl', 'processor'] as const)
    dependencies.note(`peer ${kind}`, describeTuning(TUNED[kind]));
  const figures: Figure[] = [];
  for (const share of SHARES) figures.push(...(await compareWithAll(addresses, classPath, sizes, share)));
  return figures;
}

async function compareWithAll(
  addresses: Awaited<ReturnType<Dependencies['kafkaAndRedis']>>,
  classPath: string,
  { runs, events, warmUp, partitions }: Sizes,
  share: number,
): Promise<Figure[]> {
  const topicPrefix = `${uniqueName('bench')}.`;
  const log = withTopicPrefix(
    createKafkaEventLog({ brokers: [addresses.kafka], clientId: 'bench' }),
    topicPrefix,
  );
  try {
    const generated = makeEvents({ count: warmUp + events, changedPercent: share });
    const { records, valueBytes } = await preload(log, generated.events, partitions);
    const on: PreloadedTopics = { ...addresses, topicPrefix, partitions, total: records, warmUp };
    const check = createCheck(generated.truth());
    const peer = (kind: PeerKind) => async () =>
      check(await runPeer({ ...on, kind, classPath, tuning: TUNED[kind] }));
    const measured = await interleaved(runs, {
      own: async () => check(await runOwnWorker(on)),
      dsl: peer('dsl'),
      processor: peer('processor'),
      bare: () => runBareConsumer(on),
    });
    const how =
      `${events} events after ${warmUp} that warm each program up, ${valueBytes} bytes each, ${100 - share} % new reports, ` +
      `the others two thirds revisions and one third retractions, 985,500 possible cells, on six topics of ${partitions} ` +
      'partitions; broker and Redis on this machine; from the commit that ends the warm-up to the one that reaches the end ' +
      'of all topics; sums are checked, and all cells are equal';
    return COMPARED.map(({ program, what, atLeast }) => ({
      name: nameOf(what, share),
      unit: 'per second',
      measured: ofRuns(measured.own),
      beside: compareWith(what, measured.own, measured[program]),
      goal: { of: 'ratio', atLeast },
      how,
    }));
  } finally {
    await log.close();
    await deleteTopics(addresses.kafka, topicPrefix);
  }
}

/** Checks that every run of every program has the exact counts, and the same cells as the first. */
function createCheck(truth: Parameters<typeof checkTruth>[1]) {
  let first: Cells | undefined;
  return ({ perSecond, cells }: { perSecond: number; cells: Cells }): number => {
    checkTruth(cells, truth);
    first ??= cells;
    checkSame(first, cells);
    return perSecond;
  };
}
