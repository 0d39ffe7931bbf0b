import { describe, expect, it } from 'vitest';
import { ATTACKERS, type Attacker, attackOn } from './attack-cases.ts';
import { type Injection, playAttack } from './injection.ts';
import { EXACT, SMALL_COUNTS, SUPPRESSION, UNCHECKED_RELEASES } from './methods.ts';
import { countriesAndTypeGroups, shippedPlan } from './plan.ts';
import type { Method } from './readings.ts';
import { FIRST_MONTH, simulateRegion } from './simulated-region.ts';

const PLAN = countriesAndTypeGroups(shippedPlan(FIRST_MONTH));
const REGION = simulateRegion(PLAN, 1, 600);
const TARGET = { name: 'any', country: 'RS', type: 'theft-robbery', month: '2025-05' };
const [ONE, TWO, ALL] = ATTACKERS;
if (ONE === undefined || TWO === undefined || ALL === undefined)
  throw new Error('three attackers are expected');
const KNOWS_ALL = ALL;

async function advantage(
  method: Method,
  attacker: Attacker = KNOWS_ALL,
  injected: readonly Injection[] = [],
  trials = 120,
): Promise<number> {
  const from = attackOn(TARGET, attacker, { ...REGION, plan: PLAN });
  return (await playAttack({ ...from, method, injected, trials })).advantage;
}

describe('an attacker who guesses whether a report exists', () => {
  it('is certain from exact numbers if all other reports are known, and not otherwise', async () => {
    expect(await advantage(EXACT)).toBe(1);
    expect(await advantage(EXACT, ONE, [], 400)).toBeLessThan(0.9);
  });

  it('is certain with small count rounding and suppression after inserting five reports into the cell', async () => {
    const five = [{ reports: 5, removedBy: 'quarter' }] as const;
    for (const method of [SMALL_COUNTS, SUPPRESSION]) expect(await advantage(method, ALL, five)).toBe(1);
  });

  it('is far from certain with releases, even if all other reports are known', {
    timeout: 120_000,
  }, async () => {
    const found = await advantage(UNCHECKED_RELEASES, ALL, [], 1_000);
    expect(found).toBeGreaterThan(0.1);
    expect(found).toBeLessThan(0.85);
  });

  it('knows more reports if more organisations pool their knowledge', () => {
    const unknown = ATTACKERS.map(
      (attacker) => attackOn(TARGET, attacker, { ...REGION, plan: PLAN }).unknown.perMonth,
    );
    expect(unknown).toEqual([...unknown].sort((a, b) => b - a));
    expect(unknown.at(-1)).toBe(0);
  });

  it('targets a report that counts in the tables', () => {
    const { target, known } = attackOn(TARGET, ALL, { ...REGION, plan: PLAN });
    expect(target).toMatchObject({ country: 'RS', type: 'theft-robbery' });
    expect(known).toHaveLength(17);
  });
});
