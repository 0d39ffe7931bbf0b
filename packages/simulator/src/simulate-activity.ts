import { isoDay, periodDays } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { Activity, Presence } from '@waylight/contracts/intake';
import { createMonthRandom, type Random } from './random.ts';
import { nextSendingDay, SIMULATED_PREFIX, type SilentCountry } from './simulate-reports.ts';

/** One organisation's record of activity in a country and month, with the day on which the node receives it. */
export type SimulatedActivity = {
  /** Days since 1970-01-01. */
  readonly day: number;
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
/** Days from the end of a month to its record, inclusive, before the next sending day. */
const DELAY_DAYS = [1, 11] as const;

/**
 * Simulates monthly records of activity: most organisations send one for most months, and none for `silent`. The same
 * arguments give the same records, and a month has the same records whichever other months there are. Months are such as
 * "2025-03"; `organisations` lists the ids that report to a node.
 */
export function simulateActivity(arguments_: {
  readonly seed: number;
  readonly months: readonly string[];
  readonly organisations: Readonly<Record<NodeCountry, readonly string[]>>;
  /** A country without records from a month on, as an example for readers. */
  readonly silent: SilentCountry;
}): SimulatedActivity[] {
  const { seed, months, organisations, silent } = arguments_;
  return months.flatMap((month) => {
    const random = createMonthRandom(seed, month);
    return NODE_COUNTRIES.flatMap((node) =>
      organisations[node].flatMap((organisation) => {
        // The values are always drawn, so that a silent country does not change other records.
        const isReported = random.chance(REPORTING_RATE);
        const record = simulateRecord(random, node, month);
        const isSilent = node === silent.country && month >= silent.from;
        return isReported && !isSilent ? [{ node, organisation, ...record }] : [];
      }),
    );
  });
}

function simulateRecord(
  random: Random,
  node: NodeCountry,
  month: string,
): Pick<SimulatedActivity, 'day' | 'activity'> {
  const { fromDay, toDay } = periodDays('month', month);
  const present = random.chance(PRESENCE_RATE);
  const hasCounts = random.chance(COUNTING_RATE);
  const visits = random.integer(4, 22);
  const staff = random.integer(2, 4);
  const activity = Activity.fromPartial({
    activityId: `${SIMULATED_PREFIX}${node}-${month}`,
    fromDay: isoDay(fromDay),
    toDay: isoDay(toDay),
    country: node,
    present,
    presence: present ? Presence.PRESENT : Presence.ABSENT,
    ...(present && hasCounts ? { fieldVisits: visits, staffDays: visits * staff } : {}),
  });
  return { day: nextSendingDay(toDay + random.integer(...DELAY_DAYS)), activity };
}
