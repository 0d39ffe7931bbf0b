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

/** Reports a year of the regions that are simulated. */
const REGIONS = [500, 1_500, 5_000];
/** Periods, the shortest first. */
const KINDS: readonly CountedPeriod['kind'][] = ['month', 'quarter', 'year'];
/** Of the region that is attacked: neither the smallest nor the largest. */
const ATTACKED = 1_500;
const METHODS: readonly Method[] = [RELEASES, SMALL_COUNTS, SUPPRESSION];
const MOST_MS = 1_500;

type Sizes = Readonly<Record<'runs' | 'seed' | 'regions' | 'kinds' | 'attackTrials', number>>;

/** What analysts see in releases and what attackers get, beside two other methods on the same simulated regions. */
export const releases = bench({
  about: 'releases of simulated regions: errors, and what attackers get, beside other methods',
  figureNames: ['releases of 36 months', 'gain by own reports'],
  sizes: {
    seed: { usual: 1, tiny: 1, about: 'seed of the first region; each run has the next one' },
    regions: { usual: REGIONS.length, tiny: 1, about: `how many of ${REGIONS.join(', ')} reports a year` },
    kinds: {
      usual: KINDS.length,
      tiny: 1,
      about: `how many of ${KINDS.join(', ')}: all tables of a small region's years are checked for minutes`,
    },
    attackTrials: { usual: 1_500, tiny: 16, about: 'keys that an active attack is measured over' },
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
      goal: { of: 'measured', atMost: MOST_MS },
      how:
        'all tables of the shipped plan but the weeks, for 36 months with their quarters and years and for all circles, drawn ' +
        `from counts and not yet attacked, ${ATTACKED.toLocaleString('en')} reports a year`,
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
        'by how much more the advantage over one report is where attackers put in 1 to 5 reports each and take them back later than where ' +
        `they put in none: the largest of the rows of releases in the table below, over ${sizes.attackTrials.toLocaleString('en')} keys, half of them ` +
        'to learn from. Of so many rows the largest is two to three standard errors where nothing is gained. What is gained comes from the rests that ' +
        'own reports give a number, by which one report shows more or less: five, which leave all rests as they are, gain nothing that shows over 2,400 keys',
    },
  ];
}

/** What each method gives away of countries and type groups; and of all tables, where each number says what it leaves. */
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
