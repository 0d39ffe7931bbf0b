import { expect, it } from 'vitest';
import { type Planned, planFaults } from './schedule.ts';

const kinds = ['a', 'b', 'c', 'd'].map((name) => ({ name, holdMs: [100, 2_000] as const }));
const pace = { gapMs: [0, 500] as const, hold: 1 };

function first(seed: number, count: number): Planned[] {
  const plan: Planned[] = [];
  for (const one of planFaults(seed, kinds, pace)) {
    if (plan.length === count) break;
    plan.push(one);
  }
  return plan;
}

it('the same seed plans the same faults, another one others', () => {
  expect(first(7, 40)).toEqual(first(7, 40));
  expect(first(8, 40)).not.toEqual(first(7, 40));
});

it('each kind comes once before any comes again', () => {
  const names = first(3, 12).map(({ nemesis }) => nemesis);
  for (const round of [0, 4, 8]) expect(names.slice(round, round + 4).sort()).toEqual(['a', 'b', 'c', 'd']);
});
