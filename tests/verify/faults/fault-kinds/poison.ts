import { randomBytes } from 'node:crypto';
import { type NodeCountry, reportsTopic } from '@waylight/contracts';
import { type IncidentType, RetractionReason } from '@waylight/contracts/incident';
import type { LogRecord, OutgoingRecord } from '@waylight/event-log';
import type { Random } from '../../random.ts';
import { eventually } from '../eventually.ts';
import type { FaultKind } from '../fault-kind.ts';
import { isCountedInStore } from '../read-views.ts';
import { copyAsNewReport, openReportTopics, type ReportTopics, repeatRecord } from '../report-topics.ts';

const MAX = 100;
/** Just below the broker's limit. */
const OVERSIZE_BYTES = 1_000_000;
const FROM_THE_FUTURE = 9_999;

/** Messages that can never be counted; undefined if one needs a record and there is none yet. */
const POISONS: Readonly<Record<string, (record: LogRecord | undefined) => OutgoingRecord | undefined>> = {
  unreadable: () => ({
    key: randomBytes(16),
    value: Buffer.concat([Buffer.from([0x0a, 0xff]), randomBytes(40)]),
  }),
  oversize: () => ({ key: randomBytes(16), value: randomBytes(OVERSIZE_BYTES) }),
  'under a wrong key': (record) => record && { ...repeatRecord(record), key: randomBytes(16) },
  'of a kind from the future': (record) => record && copyAsNewReport(record).record({ change: undefined }),
};

/**
 * Poison is at the head of partitions: it is appended while the workers are down, and is the first that they read. It must
 * go to the dead letters, and everything after it must be counted.
 */
export const poisonMessages: FaultKind = {
  name: 'poison-messages',
  durationMs: [0, 5_000],
  inject: async (faulty, random) => {
    const { region, supervisor } = faulty;
    const topics = openReportTopics(faulty);
    const releases = region.workers.map((one) => supervisor.holdDown(one));
    await Promise.all(region.workers.map((one) => supervisor.kill(one)));
    const [country, another] = random.shuffled(faulty.countries);
    if (country === undefined || another === undefined)
      throw new RangeError('poison messages need a region of two nodes');
    const put = { poison: 0, fromTheFuture: false };
    const append = async (to: NodeCountry, records: readonly (OutgoingRecord | undefined)[]) => {
      const appended = records.filter((one) => one !== undefined);
      await topics.append(to, 'poison', appended);
      put.poison += appended.length;
    };
    for (const make of Object.values(POISONS)) {
      const [record] = await topics.readSome(country, random, 1);
      await append(country, [make(record), make(record)]);
    }
    // A record of one node is poison on the topic of another.
    await append(another, (await topics.readSome(country, random, random.between(1, MAX))).map(repeatRecord));
    const future = await putFuture(topics, country, random);
    for (const release of releases) release();
    return {
      what: `${put.poison} messages that can never be counted, on the topics of ${country} and ${another}`,
      heal: async () => {
        if (future !== undefined) {
          put.fromTheFuture = await eventually(() =>
            isCountedInStore(faulty, future.partition, future.reference),
          );
          await topics.append(country, 'again', [future.retraction]);
        }
        await topics.close();
      },
      observations: () => ({
        'poison messages': put.poison,
        'messages with codes from the future that counted': Number(put.fromTheFuture),
      }),
      violations: () =>
        future === undefined || put.fromTheFuture
          ? []
          : ['a message with a code from the future was not counted'],
    };
  },
};

type Future = {
  readonly partition: string;
  readonly reference: Uint8Array;
  readonly retraction: OutgoingRecord;
};

/** Appends a report with codes that this version does not define: it counts as unknown until it is retracted. */
async function putFuture(
  topics: ReportTopics,
  country: NodeCountry,
  random: Random,
): Promise<Future | undefined> {
  const other = (await topics.readSome(country, random, MAX))
    .map(copyAsNewReport)
    .find(({ event }) => event.change?.$case === 'incident');
  if (other?.event.change?.$case !== 'incident') return undefined;
  const { value } = other.event.change;
  const incident = { ...value, primaryType: FROM_THE_FUTURE as IncidentType };
  const first = other.record({ revision: 1, change: { $case: 'incident', value: incident } });
  const [at] = await topics.append(country, 'again', [first]);
  const reason = RetractionReason.MISTAKE;
  return {
    partition: `${reportsTopic(country)}:${at?.partition}`,
    reference: other.reference,
    retraction: other.record({ revision: 2, change: { $case: 'retraction', value: { reason } } }),
  };
}
