import { describe, expect, it } from 'vitest';
import { ATTACKERS, attackOn } from './attack-cases.ts';
import { type Injected, playAttack } from './injection.ts';
import { EXACT, RELEASES, SMALL_COUNTS, SUPPRESSION } from './methods.ts';
import { countriesAndTypeGroups, shippedPlan } from './plan.ts';
import type { Method } from './readings.ts';
import { FIRST_MONTH, simulateRegion } from './simulated-region.ts';

const PLAN = countriesAndTypeGroups(shippedPlan(FIRST_MONTH));
const REGION = simulateRegion(PLAN, 1, 600);
const TARGET = { name: 'any', country: 'RS', type: 'theft-robbery', month: '2025-05' };
const [ONE, TWO, ALL] = ATTACKERS;
if (ONE === undefined || TWO === undefined || ALL === undefined) throw new Error('there are three attackers');

const advantage = (method: Method, attacker = ALL, injected: readonly Injected[] = [], trials = 120) =>
  playAttack({
    ...{ ...attackOn(TARGET, attacker, { ...REGION, plan: PLAN }), method, injected, trials },
  }).advantage;

describe('who guesses whether a report exists', () => {
  it('is sure of it where numbers are exact and all others are known, and not where he does not know them', () => {
    expect(advantage(EXACT)).toBe(1);
    expect(advantage(EXACT, ONE, [], 400)).toBeLessThan(0.9);
  });

  it('is sure of it by small count rounding and by suppression once he has put five reports into the cell', () => {
    const five = [{ reports: 5, gone: 'quarter' }] as const;
    for (const method of [SMALL_COUNTS, SUPPRESSION]) expect(advantage(method, ALL, five)).toBe(1);
  });

  it('is far from sure in releases, though he knows all others', { timeout: 120_000 }, () => {
    expect(advantage(RELEASES, ALL, [], 1_000)).toBeGreaterThan(0.1);
    expect(advantage(RELEASES, ALL, [], 1_000)).toBeLessThan(0.85);
  });

  it('knows more of others the more organisations pool what they know', () => {
    const unknown = ATTACKERS.map(
      (attacker) => attackOn(TARGET, attacker, { ...REGION, plan: PLAN }).unknown.perMonth,
    );
    expect(unknown).toEqual([...unknown].sort((a, b) => b - a));
    expect(unknown.at(-1)).toBe(0);
  });

  it('asks about a report that counts in the tables', () => {
    const { target, known } = attackOn(TARGET, ALL, { ...REGION, plan: PLAN });
    expect(target).toMatchObject({ country: 'RS', type: 'theft-robbery' });
    expect(known).toHaveLength(17);
  });
});
