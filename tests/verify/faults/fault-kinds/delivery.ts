import { setTimeout as delay } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import type { Random } from '../../random.ts';
import type { FaultKind } from '../fault-kind.ts';
import { copyAsNewReport, openReportTopics, type ReportTopics, repeatRecord } from '../report-topics.ts';

const MAX = 200;
const WEEKS_LATE = [3, 80] as const;

type Form = (topics: ReportTopics, country: NodeCountry, random: Random) => Promise<number>;

const retraction = { $case: 'retraction', value: { reason: RetractionReason.MISTAKE } } as const;

/** Ways in which a log may repeat records, or deliver them in the wrong order. */
const FORMS: Readonly<Record<string, Form>> = {
  /** Records are delivered again in order, like those of a producer that got no answer. */
  again: async (topics, country, random) => {
    const records = await topics.readSome(country, random, MAX);
    await topics.append(country, 'again', records.map(repeatRecord));
    return records.length;
  },
  /** Every revision is repeated, the newest first. */
  backwards: async (topics, country, random) => {
    const records = (await topics.readSome(country, random, MAX)).toReversed();
    await topics.append(country, 'again', records.map(repeatRecord));
    return records.length;
  },
  /** The retraction arrives before its report, which then arrives twice. */
  'retraction first': (topics, country, random) =>
    withOther(topics, country, random, async (other) => {
      await topics.append(country, 'again', [other.record({ revision: 2, change: retraction })]);
      await delay(random.between(0, 600));
      const late = other.record({ revision: 1 });
      await topics.append(country, 'again', [late, late]);
    }),
  /** A report and its revision arrive out of order, long after their periods closed. They count until their retraction. */
  'weeks late': (topics, country, random) =>
    withOther(topics, country, random, async (other) => {
      const weeks = random.between(...WEEKS_LATE);
      const firstReceivedDay = other.event.firstReceivedDay - 7 * weeks;
      const late = (revision: number) => other.record({ revision, firstReceivedDay });
      await topics.append(country, 'again', [late(2)]);
      await delay(random.between(0, 600));
      await topics.append(country, 'again', [late(1), late(2), late(1)]);
      await delay(random.between(0, 600));
      await topics.append(country, 'again', [
        other.record({ revision: 3, firstReceivedDay, change: retraction }),
      ]);
      await topics.append(country, 'again', [late(2)]);
    }),
};

/** Records arrive again, late and out of order, while the nodes go on writing theirs. */
export const disturbDelivery: FaultKind = {
  name: 'disturb-delivery',
  durationMs: [1_000, 8_000],
  variants: Object.keys(FORMS),
  inject: async (faulty, random, signal, variant) => {
    const form = FORMS[variant];
    if (form === undefined) throw new RangeError(`no form is called ${variant}`);
    const topics = openReportTopics(faulty);
    let records = 0;
    const going = (async () => {
      do {
        records += await form(topics, random.pick(faulty.countries), random);
        await delay(random.between(20, 400), undefined, { signal }).catch(() => undefined);
      } while (!signal.aborted || records === 0);
      await topics.close();
    })();
    return {
      what: `records ${variant}`,
      heal: () => going,
      observations: () => ({ [`records delivered ${variant}`]: records }),
    };
  },
};

/** Works with a made-up copy of a report on the log. */
async function withOther(
  topics: ReportTopics,
  country: NodeCountry,
  random: Random,
  work: (other: ReturnType<typeof copyAsNewReport>) => Promise<void>,
): Promise<number> {
  const other = (await topics.readSome(country, random, MAX))
    .map(copyAsNewReport)
    .find(({ event }) => event.change?.$case === 'incident');
  if (other === undefined) return 0;
  await work(other);
  return 1;
}
