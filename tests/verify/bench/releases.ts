import type { ReleasePlan } from '@waylight/disclosure-control';
import { bench } from './bench.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure } from './figures.ts';
import { type CountedPeriod, countWeeks, inOrderOfClosing } from './releases/counted-periods.ts';
import { type DisclosuresOfYear, findDisclosuresIn } from './releases/disclosures.ts';
import { drawPeriods, NO_CHECK, releaseCheck, secretOf } from './releases/drawn-periods.ts';
import type { Gain } from './releases/guess.ts';
import { inParallel } from './releases/in-parallel.ts';
import {
  type AttackRow,
  pageOfAttackers,
  pageOfClosings,
  pageOfDisclosures,
  pageOfLosses,
  pageOfRedraws,
  type RedrawsOfRegions,
} from './releases/pages.ts';
import { shippedPlan, WEEKLY_PLAN } from './releases/plan.ts';
import { largestGain, playAttacks, playRedrawAttacks } from './releases/play-attacks.ts';
import { type ClosedPeriod, summariseRedraws } from './releases/redraws.ts';
import {
  FIRST_MONTH,
  LAST_YEAR,
  ORGANISATIONS,
  type SimulatedRegion,
  simulateRegion,
  YEARS,
} from './releases/simulated-region.ts';
import { ofRuns } from './statistics.ts';

/** Reports per year of the simulated regions. */
const REGIONS = [500, 1_500, 5_000];
/** Kinds of periods, the shortest first. */
const KINDS: readonly CountedPeriod['kind'][] = ['month', 'quarter', 'year'];
/** Reports per year from which all three years are audited. In a smaller region that would take an hour. */
const AUDITED_FROM = 1_500;
/** Reports per year of the attacked region: neither the smallest nor the largest. */
const ATTACKED = 1_500;
/** Organisations of a region that is much larger than the simulator's. */
const MANY_ORGANISATIONS = 97;
const MAX_MS = 1_500;

type Sizes = Readonly<
  Record<
    | 'runs'
    | 'seed'
    | 'seeds'
    | 'auditedYears'
    | 'smallest'
    | 'largest'
    | 'kinds'
    | 'pairs'
    | 'attackTrials'
    | 'redrawTrials',
    number
  >
>;

/** Measures the redraws, the losses and the disclosure of releases of simulated regions. */
export const releases = bench({
  about: 'releases of simulated regions: redraws, losses and disclosure',
  figureNames: ['releases of 36 months', 'gain by own reports'],
  usualRuns: 1,
  sizes: {
    seed: { usual: 1, tiny: 1, about: 'seed of the first region; each further region has the next one' },
    seeds: { usual: 10, tiny: 1, about: 'number of regions of each size' },
    auditedYears: {
      usual: 1,
      tiny: 1,
      about: `number of regions of each size whose last year is audited too, and from ${AUDITED_FROM} reports per year the years before`,
    },
    smallest: {
      usual: Math.min(...REGIONS),
      tiny: Math.min(...REGIONS),
      about: `reports per year of the smallest region, among ${REGIONS.join(', ')}`,
    },
    largest: {
      usual: Math.max(...REGIONS),
      tiny: Math.min(...REGIONS),
      about: 'reports per year of the largest region',
    },
    kinds: {
      usual: KINDS.length,
      tiny: 1,
      about: `number of kinds of periods among ${KINDS.join(', ')}`,
    },
    pairs: { usual: 0, tiny: 0, about: 'organisations of each country that are audited in pairs' },
    attackTrials: { usual: 400, tiny: 16, about: 'keys for each active attack' },
    redrawTrials: { usual: 100, tiny: 4, about: 'keys for each attack on audited draws' },
  },
  run: benchReleases,
});

async function benchReleases(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const { page } = dependencies;
  const shipped = shippedPlan(FIRST_MONTH);
  const kinds = KINDS.slice(0, sizes.kinds);
  const plan = { ...shipped, tables: shipped.tables.filter(({ period }) => kinds.includes(period)) };
  const seedsOf = (count: number): number[] => Array.from({ length: count }, (_, n) => sizes.seed + n);
  const reportsPerYear = REGIONS.filter((size) => size >= sizes.smallest && size <= sizes.largest);

  const redraws: RedrawsOfRegions[] = [];
  const disclosures: DisclosuresOfYear[] = [];
  for (const size of reportsPerYear) {
    const regions = seedsOf(sizes.seeds).map((seed) => simulateRegion(plan, seed, size));
    const name = regionName(size);
    const decided = await decideRegions(regions, sizes);
    disclosures.push(...decided.flatMap((one) => one.disclosures));
    redraws.push({
      region: name,
      organisations: ORGANISATIONS,
      redraws: summariseRedraws(decided.flatMap(({ closed }) => closed)),
    });
  }
  // Smaller regions are not audited as a whole.
  if (disclosures.length > 0) pageOfDisclosures(page, disclosures);
  pageOfRedraws(page, redraws);
  pageOfLosses(page, redraws);
  pageOfClosings(page, await measureClosings(plan, sizes));

  const gains: Gain[] = [];
  const rows: AttackRow[] = [];
  const own: number[] = [];
  for (const seed of seedsOf(sizes.runs)) {
    const attacked = simulateRegion(shipped, seed, ATTACKED);
    own.push(await timeOfFirstDraws(attacked));
    const attacks = await playAttacks(attacked, sizes.attackTrials);
    gains.push(largestGain(attacks));
    rows.push(...attacks);
  }
  for (const size of reportsPerYear)
    rows.push(...(await playRedrawAttacks(simulateRegion(shipped, sizes.seed, size), sizes.redrawTrials)));
  pageOfAttackers(page, rows);

  const gained = gains.map(({ gain }) => gain);
  return [
    {
      name: 'releases of 36 months',
      unit: 'ms',
      measured: ofRuns(own),
      goal: { of: 'measured', atMost: MAX_MS },
      how:
        'all tables of the shipped plan except the weeks, for 36 months with their quarters and years and for all audiences, drawn ' +
        `from counts and not yet audited, ${ATTACKED.toLocaleString('en')} reports per year`,
    },
    {
      name: 'gain by own reports',
      unit: 'of 1',
      measured: ofRuns(gained),
      beside: compareWith(
        'its standard error',
        gained,
        gains.map(({ error }) => error),
      ),
      how:
        'increase of the advantage over one report if attackers insert 1 to 5 reports each and retract them later, compared with no ' +
        `inserted report: the largest of the rows of the table below, over ${sizes.attackTrials.toLocaleString('en')} keys, half of them ` +
        'for training. Among so many rows the largest is two to three standard errors without any gain. A gain comes from the remainders that ' +
        'own reports give a number, which decide how much one report shows: five reports leave all remainders unchanged, and gain nothing measurable over 2,400 keys',
    },
  ];
}

const regionName = (size: number): string => `${size.toLocaleString('en')} reports a year`;

type DecidedRegion = {
  readonly closed: readonly ClosedPeriod[];
  readonly disclosures: readonly DisclosuresOfYear[];
};

/**
 * Decides the last year of each region, in the first ones together with its yearly tables. If these are large enough, it decides the
 * years before too, and audits each year once more. All other periods have their first draw.
 */
const decideRegions = (
  regions: readonly SimulatedRegion[],
  { auditedYears, pairs }: Sizes,
): Promise<DecidedRegion[]> =>
  inParallel(regions.length, async (n) => {
    const region = regions[n];
    if (region === undefined) throw new RangeError(`There is no region ${n}`);
    const isYearAudited = n < auditedYears;
    if (isYearAudited && region.reportsPerYear >= AUDITED_FROM)
      return decideRegion(region, pairs, () => true);
    return decideRegion(
      region,
      pairs,
      ({ kind, period }) => period.startsWith(LAST_YEAR) && (isYearAudited || kind !== 'year'),
    );
  });

async function decideRegion(
  region: SimulatedRegion,
  pairs: number,
  isAudited: (period: CountedPeriod) => boolean,
): Promise<DecidedRegion> {
  const { counted, journal, seed, reportsPerYear } = region;
  const periods = inOrderOfClosing([...counted, ...countWeeks(WEEKLY_PLAN, journal)]);
  const secret = secretOf(nameOf(region));
  const drawn = await drawPeriods(periods, { secret, base: WEEKLY_PLAN.base }, (period, one) =>
    (isAudited(one) ? releaseCheck(pairs) : NO_CHECK)(period, one),
  );
  const closed = periods.flatMap((period, n): ClosedPeriod[] => {
    const one = drawn[n];
    return one === undefined || !isAudited(period) ? [] : [{ counted: period, drawn: one }];
  });
  const disclosures: DisclosuresOfYear[] = [];
  for (const year of YEARS)
    if (drawn.some(({ period }) => period === year) && periods.every(isAudited))
      disclosures.push({
        ...{ region: regionName(reportsPerYear), seed, year },
        ...(await findDisclosuresIn(year, drawn)),
      });
  return { closed, disclosures };
}

/** Closes the last year of a region with few and with many organisations, without other work on the machine. */
async function measureClosings(plan: ReleasePlan, { seed, pairs }: Sizes): Promise<RedrawsOfRegions[]> {
  const measured: RedrawsOfRegions[] = [];
  for (const organisations of [ORGANISATIONS, MANY_ORGANISATIONS]) {
    const region = simulateRegion(plan, seed, ATTACKED, organisations);
    const { closed } = await decideRegion(region, pairs, ({ period }) => period.startsWith(LAST_YEAR));
    measured.push({ region: regionName(ATTACKED), organisations, redraws: summariseRedraws(closed) });
  }
  return measured;
}

const nameOf = ({ seed, reportsPerYear }: Pick<SimulatedRegion, 'seed' | 'reportsPerYear'>): string =>
  `${reportsPerYear} a year, seed ${seed}`;

async function timeOfFirstDraws(region: SimulatedRegion): Promise<number> {
  const began = performance.now();
  await drawPeriods(region.counted, { secret: secretOf(nameOf(region)), base: WEEKLY_PLAN.base }, NO_CHECK);
  return performance.now() - began;
}
