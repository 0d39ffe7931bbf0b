import type { ReleasePlan } from '@waylight/disclosure-control';
import { bench } from './bench.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure } from './figures.ts';
import { type AnalystView, type EvaluatedRegion, evaluateAnalystViews } from './releases/analysts.ts';
import { addSolved, type Solved, solveYear } from './releases/attackers.ts';
import type { CountedPeriod } from './releases/counted-periods.ts';
import type { Gain } from './releases/guess.ts';
import { RELEASES, SMALL_COUNTS, SUPPRESSION, UNCHECKED_RELEASES } from './releases/methods.ts';
import {
  type AttackRow,
  type PublishedRegion,
  pageOfAttackers,
  pageOfSolver,
  pageOfWithheld,
  pagesOfAnalysts,
  type SolvedRow,
} from './releases/pages.ts';
import { countriesAndTypeGroups, shippedPlan } from './releases/plan.ts';
import { largestGain, playAttacks } from './releases/play-attacks.ts';
import type { Method } from './releases/readings.ts';
import { FIRST_MONTH, lastYear, type SimulatedRegion, simulateRegion } from './releases/simulated-region.ts';
import { ofRuns } from './statistics.ts';

/** Reports per year of the simulated regions. */
const REGIONS = [500, 1_500, 5_000];
/** Kinds of periods, the shortest first. */
const KINDS: readonly CountedPeriod['kind'][] = ['month', 'quarter', 'year'];
/** Reports per year of the attacked region: neither the smallest nor the largest. */
const ATTACKED = 1_500;
const METHODS: readonly Method[] = [RELEASES, SMALL_COUNTS, SUPPRESSION];
const MAX_MS = 1_500;

type Sizes = Readonly<Record<'runs' | 'seed' | 'regions' | 'kinds' | 'attackTrials', number>>;

/** Measures the errors and the disclosure of releases, compared with two other methods on the same simulated regions. */
export const releases = bench({
  about: 'releases of simulated regions: errors and disclosure, compared with other methods',
  figureNames: ['releases of 36 months', 'gain by own reports'],
  sizes: {
    seed: { usual: 1, tiny: 1, about: 'seed of the first region; each run has the next one' },
    regions: {
      usual: REGIONS.length,
      tiny: 1,
      about: `number of regions among ${REGIONS.join(', ')} reports per year`,
    },
    kinds: {
      usual: KINDS.length,
      tiny: 1,
      about: `number of kinds among ${KINDS.join(', ')}: the audit of a small region's years takes minutes`,
    },
    attackTrials: { usual: 1_500, tiny: 16, about: 'keys for each active attack' },
  },
  run: benchReleases,
});

async function benchReleases(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const shipped = shippedPlan(FIRST_MONTH);
  const kinds = KINDS.slice(0, sizes.kinds);
  const plan = { ...shipped, tables: shipped.tables.filter(({ period }) => kinds.includes(period)) };
  const seeds = Array.from({ length: sizes.runs }, (_, run) => sizes.seed + run);
  const found: SolvedRow[] = [];
  const publishedByRegion: PublishedRegion[] = [];
  for (const reportsPerYear of REGIONS.slice(0, sizes.regions)) {
    const regions = seeds.map((seed) => simulateRegion(plan, seed, reportsPerYear));
    const name = `${reportsPerYear.toLocaleString('en')} reports a year`;
    const seen = new Map<string, readonly AnalystView[]>();
    for (const { name: method, publish } of METHODS) {
      const judged: EvaluatedRegion[] = [];
      for (const of of regions)
        judged.push({ counted: of.counted, read: await publish(of.counted, keyOf(of)) });
      if (method === RELEASES.name)
        publishedByRegion.push({ region: name, read: judged.flatMap(({ read }) => read) });
      seen.set(method, evaluateAnalystViews(judged));
    }
    pagesOfAnalysts(dependencies.page, name, Object.fromEntries(seen));
    found.push(...(await solveAll(plan, name, regions)));
  }
  pageOfWithheld(dependencies.page, publishedByRegion);
  pageOfSolver(dependencies.page, found);

  const gains: Gain[] = [];
  const rows: AttackRow[] = [];
  const own: number[] = [];
  const other: number[] = [];
  for (const seed of seeds) {
    const attacked = simulateRegion(shipped, seed, ATTACKED);
    own.push(await timeOf(UNCHECKED_RELEASES, attacked));
    other.push(await timeOf(SMALL_COUNTS, attacked));
    const attacks = await playAttacks(attacked, sizes.attackTrials);
    gains.push(largestGain(attacks));
    rows.push(...attacks);
  }
  pageOfAttackers(dependencies.page, rows);
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

/** Solves each method for countries and type groups; and all tables, for methods whose numbers bound the exact ones. */
async function solveAll(
  plan: ReleasePlan,
  region: string,
  regions: readonly SimulatedRegion[],
): Promise<SolvedRow[]> {
  const rows: SolvedRow[] = [];
  for (const { over, of, methods } of [
    { over: 'country and type group', of: countriesAndTypeGroups(plan), methods: METHODS },
    { over: 'all tables', of: plan, methods: [RELEASES, SUPPRESSION] },
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
