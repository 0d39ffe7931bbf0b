import { periodsWithin } from '@waylight/calendar';
import { ATTACKERS, attackOn, type Target } from './attack-cases.ts';
import { NO_CHECK, RELEASE_CHECK } from './drawn-periods.ts';
import { type Advantage, type Gain, gainsOf } from './guess.ts';
import { playAttack } from './injection.ts';
import type { AttackRow } from './pages.ts';
import { countriesAndTypeGroups, shippedPlan } from './plan.ts';
import { FIRST_MONTH, LAST_YEAR, type SimulatedRegion } from './simulated-region.ts';

const MONTH = `${LAST_YEAR}-05`;
const TARGETS: readonly Target[] = [
  { name: 'a frequent type, large country', country: 'RS', type: 'pushback', month: MONTH },
  { name: 'a rare type, large country', country: 'RS', type: 'missing-person', month: MONTH },
  { name: 'a frequent type, small country', country: 'XK', type: 'theft-robbery', month: MONTH },
];

const ALL_TABLES = shippedPlan(FIRST_MONTH);
const TWO_DIMENSIONS = countriesAndTypeGroups(ALL_TABLES);

type AttackPlan = {
  readonly plan: typeof ALL_TABLES;
  readonly over: string;
  /** Numbers of inserted reports. */
  readonly injected: readonly number[];
  /** Share of the trials: all tables take several times as long as those of two dimensions. */
  readonly share: number;
};

const ATTACK_PLANS: readonly AttackPlan[] = [
  { plan: TWO_DIMENSIONS, over: 'country and type group', injected: [0, 1, 2, 3, 4, 5], share: 1 },
  { plan: ALL_TABLES, over: 'all tables', injected: [0, 5], share: 1 / 2 },
];

/** Plays every attacker against every report in question, on first draws. */
export async function playAttacks(
  { journal, seed }: SimulatedRegion,
  trials: number,
): Promise<readonly AttackRow[]> {
  const rows: AttackRow[] = [];
  for (const target of TARGETS)
    for (const attacker of ATTACKERS)
      for (const { plan, over, injected, share } of ATTACK_PLANS) {
        const from = attackOn(target, attacker, { journal, plan });
        const by = new Map<number, Advantage>();
        for (const reports of injected)
          by.set(
            reports,
            await playAttack({
              ...from,
              check: NO_CHECK,
              trials: Math.ceil(trials * share),
              injected: attacker.injections(reports),
            }),
          );
        rows.push({
          report: `${target.name} (seed ${seed})`,
          attacker: attacker.name,
          draws: 'first',
          over,
          by,
        });
      }
  return rows;
}

const QUARTER = `${LAST_YEAR}-Q2`;
/** The report in question of attacks on audited draws: its cells are the smallest. */
const RARE = TARGETS[1];

/**
 * Plays the attacker who knows every other report, in a month and its quarter. The whole decision is repeated with and
 * without the report, so the advantage contains what redraws and withheld tables reveal. Redraws change the releases only if
 * a first draw is rejected. So they add at most the two probabilities of that, with and without the report.
 */
export async function playRedrawAttacks(
  { journal, reportsPerYear }: SimulatedRegion,
  trials: number,
): Promise<readonly AttackRow[]> {
  const attacker = ATTACKERS.find(({ organisations }) => !Number.isFinite(organisations));
  if (attacker === undefined || RARE === undefined)
    throw new Error('an attacker must know every report but one');
  const months = periodsWithin('month', 'quarter', QUARTER);
  const { known, ...from } = attackOn(RARE, attacker, { journal, plan: ALL_TABLES });
  const read = known.filter(({ period }) => period === QUARTER || months.includes(period));
  const rows: AttackRow[] = [];
  const draws = { first: NO_CHECK, audited: RELEASE_CHECK } as const;
  for (const name of ['first', 'audited'] as const) {
    const attack = { ...from, known: read, check: draws[name], trials, injected: [] };
    rows.push({
      report: `${RARE.name} (${reportsPerYear.toLocaleString('en')} reports a year)`,
      attacker: attacker.name,
      draws: name,
      over: 'all tables of a month and its quarter',
      by: new Map([[0, await playAttack(attack)]]),
    });
  }
  return rows;
}

/** Returns the largest gain by own reports, of any attacker, report and number. */
export function largestGain(rows: readonly AttackRow[]): Gain {
  const [largest] = rows.flatMap(({ by }) => gainsOf(by)).sort((a, b) => b.gain - a.gain);
  if (largest === undefined) throw new Error('A gain needs attacks with and without inserted reports');
  return largest;
}
