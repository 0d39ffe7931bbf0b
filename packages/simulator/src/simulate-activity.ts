import { daysOf, isoDay } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { Activity } from '@waylight/contracts/intake';
import { createRandom, type Random } from './random.ts';
import { SIMULATED_PREFIX } from './simulate-year.ts';

/** One organisation's record of activity in a country and month. */
export type SimulatedActivity = {
  readonly node: NodeCountry;
  /** The organisation's id in the registry. */
  readonly organisation: string;
  readonly activity: Activity;
};

/** Share of months and organisations with a record, and share of records with presence. */
const REPORTING_RATE = 0.88;
const PRESENCE_RATE = 0.93;
/** Share of records with numbers of visits and staff days. */
const COUNTING_RATE = 0.9;

/**
 * Simulates monthly records of activity: most organisations send one for most months, and none for `silent`. The same
 * arguments give the same records. Months are such as "2025-03"; `organisations` lists the ids that report to a node.
 */
export function simulateActivity(arguments_: {
  readonly seed: number;
  readonly months: readonly string[];
  readonly organisations: Readonly<Record<NodeCountry, readonly string[]>>;
  /** A country without records in one month, as an example for readers. */
  readonly silent: { readonly country: NodeCountry; readonly month: string };
}): SimulatedActivity[] {
  const { seed, months, organisations, silent } = arguments_;
  const random = createRandom(seed);
  return NODE_COUNTRIES.flatMap((node) =>
    organisations[node].flatMap((organisation) =>
      months.flatMap((month) => {
        // The values are always drawn, so that the silent month does not change other records.
        const isReported = random.chance(REPORTING_RATE);
        const activity = simulateRecord(random, node, month);
        const isSilent = node === silent.country && month === silent.month;
        return isReported && !isSilent ? [{ node, organisation, activity }] : [];
      }),
    ),
  );
}

function simulateRecord(random: Random, node: NodeCountry, month: string): Activity {
  const days = daysOf(month);
  if (days === undefined) throw new RangeError(`${month} is not a month`);
  const present = random.chance(PRESENCE_RATE);
  const hasCounts = random.chance(COUNTING_RATE);
  const visits = random.integer(4, 22);
  const staff = random.integer(2, 4);
  return Activity.fromPartial({
    activityId: `${SIMULATED_PREFIX}${node}-${month}`,
    fromDay: isoDay(days.fromDay),
    toDay: isoDay(days.toDay),
    country: node,
    present,
    ...(present && hasCounts ? { fieldVisits: visits, staffDays: visits * staff } : {}),
  });
}
