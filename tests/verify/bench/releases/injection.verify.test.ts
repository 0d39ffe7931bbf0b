import { describe, expect, it } from 'vitest';
import { ATTACKERS, attackOn } from './attack-cases.ts';
import { NO_CHECK } from './drawn-periods.ts';
import { playAttack } from './injection.ts';
import { countriesAndTypeGroups, shippedPlan } from './plan.ts';
import { FIRST_MONTH, simulateRegion } from './simulated-region.ts';

const PLAN = countriesAndTypeGroups(shippedPlan(FIRST_MONTH));
const REGION = simulateRegion(PLAN, 1, 600);
const TARGET = { name: 'any', country: 'RS', type: 'theft-robbery', month: '2025-05' };
const KNOWS_ALL = ATTACKERS.at(-1);
if (KNOWS_ALL === undefined) throw new Error('an attacker is expected');

describe('an attacker who guesses whether a report exists', () => {
  it('is far from certain from first draws, even if all other reports are known', {
    timeout: 120_000,
  }, async () => {
    const attack = attackOn(TARGET, KNOWS_ALL, { ...REGION, plan: PLAN });
    const found = await playAttack({ ...attack, check: NO_CHECK, injected: [], trials: 1_000 });
    expect(found.advantage).toBeGreaterThan(0.1);
    expect(found.advantage).toBeLessThan(0.85);
  });

  it('knows more reports if more organisations pool their knowledge', () => {
    const unknown = ATTACKERS.map(
      (attacker) => attackOn(TARGET, attacker, { ...REGION, plan: PLAN }).unknown.perMonth,
    );
    expect(unknown).toEqual([...unknown].sort((a, b) => b - a));
    expect(unknown.at(-1)).toBe(0);
  });

  it('targets a report that counts in the tables', () => {
    const { target, known } = attackOn(TARGET, KNOWS_ALL, { ...REGION, plan: PLAN });
    expect(target).toMatchObject({ country: 'RS', type: 'theft-robbery' });
    expect(known).toHaveLength(17);
  });
});
