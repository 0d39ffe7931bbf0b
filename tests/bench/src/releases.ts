import type { ReleasePlan } from '@waylight/disclosure-control';
import { bench } from './bench.ts';
import { beside, type Figure } from './figures.ts';
import type { Parts } from './parts.ts';
import { whatAnalystsSee } from './releases/analysts.ts';
import { addSolved, type Solved, solveYear } from './releases/attackers.ts';
import { RELEASES, SMALL_COUNTS, SUPPRESSION } from './releases/methods.ts';
import { pageOfAttackers, pageOfSolver, pagesOfAnalysts, type SolvedRow } from './releases/pages.ts';
import { countriesAndTypeGroups, shippedPlan } from './releases/plan.ts';
import { highest, playAttacks } from './releases/play-attacks.ts';
import type { Method } from './releases/readings.ts';
import { FIRST_MONTH, lastYear, type SimulatedRegion, simulateRegion } from './releases/simulated-region.ts';
import { ofRuns } from './statistics.ts';

/** Reports a year of the regions that are simulated. */
const REGIONS = [500, 1_500, 5_000];
/** Of the region that is attacked: neither the smallest nor the largest. */
const ATTACKED = 1_500;
const METHODS: readonly Method[] = [RELEASES, SMALL_COUNTS, SUPPRESSION];
const MOST_MS = 1_500;

type Sizes = Readonly<Record<'runs' | 'seed' | 'regions' | 'attackTrials', number>>;

/** What analysts see in releases and what attackers get, beside two other methods on the same simulated regions. */
export const releases = bench({
  about: 'releases of simulated regions: errors, and what attackers get, beside other methods',
  gives: ['releases of 36 months', 'advantage over one report'],
  sizes: {
    seed: { usual: 1, tiny: 1, about: 'seed of the first region; each run has the next one' },
    regions: { usual: REGIONS.length, tiny: 1, about: `how many of ${REGIONS.join(', ')} reports a year` },
    attackTrials: { usual: 1_500, tiny: 16, about: 'keys that an active attack is measured over' },
  },
  run: benchReleases,
});

async function benchReleases(parts: Parts, sizes: Sizes): Promise<Figure[]> {
  const plan = shippedPlan(FIRST_MONTH);
  const seeds = Array.from({ length: sizes.runs }, (_, run) => sizes.seed + run);
  const found: SolvedRow[] = [];
  for (const reportsPerYear of REGIONS.slice(0, sizes.regions)) {
    const regions = seeds.map((seed) => simulateRegion(plan, seed, reportsPerYear));
    const name = `${reportsPerYear.toLocaleString('en')} reports a year`;
    const seen = METHODS.map(({ name: method, publish }) => [
      method,
      whatAnalystsSee(regions.map((of) => ({ counted: of.counted, read: publish(of.counted, keyOf(of)) }))),
    ]);
    pagesOfAnalysts(parts.page, name, Object.fromEntries(seen));
    found.push(...(await solveAll(plan, name, regions)));
  }
  pageOfSolver(parts.page, found);

  const attacked = seeds.map((seed) => simulateRegion(plan, seed, ATTACKED));
  const own = attacked.map((of) => timeOf(RELEASES, of));
  const other = attacked.map((of) => timeOf(SMALL_COUNTS, of));
  const attacks = attacked.map((of) => playAttacks(of, sizes.attackTrials));
  pageOfAttackers(parts.page, attacks.flat());
  const injecting = attacks.map((rows) => highest(rows).injecting);
  const without = attacks.map((rows) => highest(rows).without);
  return [
    {
      name: 'releases of 36 months',
      unit: 'ms',
      measured: ofRuns(own),
      beside: beside(SMALL_COUNTS.name, own, other),
      goal: { of: 'measured', atMost: MOST_MS },
      how:
        'all tables of the shipped plan but the weeks, for 36 months with their quarters and years and for both circles, drawn ' +
        `from counts, ${ATTACKED.toLocaleString('en')} reports a year`,
    },
    {
      name: 'advantage over one report',
      unit: 'of 1',
      measured: ofRuns(injecting),
      beside: beside('none put in', injecting, without),
      how:
        'the highest of all attackers and reports in the table below, who put in 1 to 5 reports each and take them back later; over ' +
        `${sizes.attackTrials.toLocaleString('en')} keys, half of them to learn from: the highest of many is a little above what each has`,
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
        solved.push(await solveYear(year, publish(year, keyOf(one))));
      }
      rows.push({ region, method, over, solved: addSolved(solved) });
    }
  return rows;
}

const keyOf = ({ seed, reportsPerYear }: Pick<SimulatedRegion, 'seed' | 'reportsPerYear'>): string =>
  `${reportsPerYear} a year, seed ${seed}`;

function timeOf({ publish }: Method, region: SimulatedRegion): number {
  const began = performance.now();
  publish(region.counted, keyOf(region));
  return performance.now() - began;
}
