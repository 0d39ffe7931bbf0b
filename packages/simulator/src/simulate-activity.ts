import { daysOf, isoDay } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { Activity } from '@waylight/contracts/intake';
import { createRandom, type Random } from './random.ts';
import { SIMULATED_PREFIX } from './simulate-year.ts';

/** What one simulated organisation says that it did in a country and month. */
export type SimulatedActivity = {
  readonly node: NodeCountry;
  /** The organisation's id in the registry. */
  readonly organisation: string;
  readonly activity: Activity;
};

/** Of all months and organisations so many say what they did, and of these so many were there. */
const REPORTING_RATE = 0.88;
const PRESENCE_RATE = 0.93;
/** Not everybody counts its visits and days. */
const COUNTING_RATE = 0.9;

/**
 * Makes what organisations say of each month, such as "2025-03": most of them of most months, and none of `silent`. The same arguments give
 * the same records. `organisations` gives the ids that report to a node.
 */
export function simulateActivity(arguments_: {
  readonly seed: number;
  readonly months: readonly string[];
  readonly organisations: Readonly<Record<NodeCountry, readonly string[]>>;
  /** A country that goes silent in a month: what a reader is to find. */
  readonly silent: { readonly country: NodeCountry; readonly month: string };
}): SimulatedActivity[] {
  const { seed, months, organisations, silent } = arguments_;
  const random = createRandom(seed);
  return NODE_COUNTRIES.flatMap((node) =>
    organisations[node].flatMap((organisation) =>
      months.flatMap((month) => {
        // Drawn in any case, so that one silence changes nothing else.
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
  if (days === undefined) throw new RangeError(`${month} is no month`);
  const present = random.chance(PRESENCE_RATE);
  const hasCounts = random.chance(COUNTING_RATE);
  const visits = random.integer(4, 22);
  const staff = random.integer(2, 4);
  return Activity.fromPartial({
    activityId: `${SIMULATED_PREFIX}${node}-${month}`,
    fromDay: isoDay(days.from),
    toDay: isoDay(days.to),
    country: node,
    present,
    ...(present && hasCounts ? { fieldVisits: visits, staffDays: visits * staff } : {}),
  });
}
