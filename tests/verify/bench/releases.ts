import type { ReleasePlan } from '@waylight/disclosure-control';
import { bench } from './bench.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure } from './figures.ts';
import { type EvaluatedRegion, evaluateAnalystViews } from './releases/analysts.ts';
import { addSolved, type Solved, solveYear } from './releases/attackers.ts';
import { type CountedPeriod, countWeeks, inOrderOfClosing } from './releases/counted-periods.ts';
import { type DisclosuresOfYear, findDisclosuresIn } from './releases/disclosures.ts';
import type { Gain } from './releases/guess.ts';
import { inParallel } from './releases/in-parallel.ts';
import {
  decidePeriods,
  RELEASES,
  readDrawnPeriods,
  SMALL_COUNTS,
  SUPPRESSION,
  UNCHECKED_RELEASES,
} from './releases/methods.ts';
import {
  type AttackRow,
  pageOfAttackers,
  pageOfClosings,
  pageOfDisclosures,
  pageOfLosses,
  pageOfRedraws,
  pageOfSolver,
  pagesOfAnalysts,
  type RedrawsOfRegions,
  type SolvedRow,
} from './releases/pages.ts';
import { countriesAndTypeGroups, shippedPlan, WEEKLY_PLAN } from './releases/plan.ts';
import { largestGain, playAttacks, playRedrawAttacks } from './releases/play-attacks.ts';
import type { Method } from './releases/readings.ts';
import { type ClosedPeriod, summariseRedraws } from './releases/redraws.ts';
import {
  FIRST_MONTH,
  LAST_YEAR,
  lastYear,
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

/** Measures the errors and the disclosure of releases, compared with two other methods on the same simulated regions. */
export const releases = bench({
  about: 'releases of simulated regions: redraws, errors and disclosure, compared with other methods',
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
  const found: SolvedRow[] = [];
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
    pagesOfAnalysts(page, name, {
      [RELEASES.name]: evaluateAnalystViews(decided),
      [SMALL_COUNTS.name]: evaluateAnalystViews(await publishAll(SMALL_COUNTS, regions)),
      [SUPPRESSION.name]: evaluateAnalystViews(await publishAll(SUPPRESSION, regions)),
    });
    found.push(...(await solveAll(plan, name, regions.slice(0, sizes.runs))));
  }
  // Smaller regions are not audited as a whole.
  if (disclosures.length > 0) pageOfDisclosures(page, disclosures);
  pageOfRedraws(page, redraws);
  pageOfLosses(page, redraws);
  pageOfClosings(page, await measureClosings(plan, sizes));
  pageOfSolver(page, found);

  const gains: Gain[] = [];
  const rows: AttackRow[] = [];
  const own: number[] = [];
  const other: number[] = [];
  for (const seed of seedsOf(sizes.runs)) {
    const attacked = simulateRegion(shipped, seed, ATTACKED);
    own.push(await timeOf(UNCHECKED_RELEASES, attacked));
    other.push(await timeOf(SMALL_COUNTS, attacked));
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
      beside: compareWith(SMALL_COUNTS.name, own, other),
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
        `inserted report: the largest of the rows of releases in the table below, over ${sizes.attackTrials.toLocaleString('en')} keys, half of them ` +
        'for training. Among so many rows the largest is two to three standard errors without any gain. A gain comes from the remainders that ' +
        'own reports give a number, which decide how much one report shows: five reports leave all remainders unchanged, and gain nothing measurable over 2,400 keys',
    },
  ];
}

const regionName = (size: number): string => `${size.toLocaleString('en')} reports a year`;

type DecidedRegion = EvaluatedRegion & {
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
  const drawn = await decidePeriods(periods, keyOf(region), isAudited, pairs);
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
  const read = readDrawnPeriods(
    counted,
    drawn.filter(({ kind }) => kind !== 'week'),
  );
  return { counted, read, closed, disclosures };
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

const publishAll = ({ publish }: Method, regions: readonly SimulatedRegion[]): Promise<EvaluatedRegion[]> =>
  Promise.all(
    regions.map(async (region) => ({
      counted: region.counted,
      read: await publish(region.counted, keyOf(region)),
    })),
  );

/** Solves each method for countries and type groups; and all tables, for methods whose numbers bound the exact ones. */
async function solveAll(
  plan: ReleasePlan,
  region: string,
  regions: readonly SimulatedRegion[],
): Promise<SolvedRow[]> {
  const rows: SolvedRow[] = [];
  for (const { over, of, methods } of [
    {
      over: 'country and type group',
      of: countriesAndTypeGroups(plan),
      methods: [UNCHECKED_RELEASES, SMALL_COUNTS, SUPPRESSION],
    },
    { over: 'all tables', of: plan, methods: [UNCHECKED_RELEASES, SUPPRESSION] },
  ])
    for (const { name: method, publish } of methods) {
      const solved: Solved[] = [];
      for (const one of regions) {
        const year = lastYear(of, one);
        solved.push(await solveYear(year, await publish(year, keyOf(one))));
      }
      rows.push({ region, method, over, solved: addSolved(solved) });
    }
  return rows;
}

const keyOf = ({ seed, reportsPerYear }: Pick<SimulatedRegion, 'seed' | 'reportsPerYear'>): string =>
  `${reportsPerYear} a year, seed ${seed}`;

async function timeOf({ publish }: Method, region: SimulatedRegion): Promise<number> {
  const began = performance.now();
  await publish(region.counted, keyOf(region));
  return performance.now() - began;
}
