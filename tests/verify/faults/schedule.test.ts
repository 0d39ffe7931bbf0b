import { expect, it } from 'vitest';
import { type Pace, type PlannedFault, planFaults, type ScheduledKind } from './schedule.ts';

const kinds = ['a', 'b', 'c', 'd'].map((name) => ({ name, durationMs: [100, 2_000] as const }));
const pace = { gapMs: [0, 500] as const, maxDurationMs: 60_000 };

function first(
  seed: number,
  count: number,
  of: readonly ScheduledKind[] = kinds,
  at: Pace = pace,
): PlannedFault[] {
  const plan: PlannedFault[] = [];
  for (const one of planFaults(seed, of, at)) {
    if (plan.length === count) break;
    plan.push(one);
  }
  return plan;
}

it('the same seed plans the same faults, and another seed plans others', () => {
  expect(first(7, 40)).toEqual(first(7, 40));
  expect(first(8, 40)).not.toEqual(first(7, 40));
});

it('each kind comes once before any is repeated', () => {
  const names = first(3, 12).map(({ fault }) => fault);
  for (const round of [0, 4, 8]) expect(names.slice(round, round + 4).sort()).toEqual(['a', 'b', 'c', 'd']);
});

it('a kind with several times per round has them in every round', () => {
  const weighted = [{ ...kinds[0]!, timesPerRound: 3 }, kinds[1]!];
  const names = first(6, 8, weighted).map(({ fault }) => fault);
  for (const round of [0, 4]) expect(names.slice(round, round + 4).sort()).toEqual(['a', 'a', 'a', 'b']);
});

it('each form of a kind comes once before any is repeated', () => {
  const steps = [{ ...kinds[0]!, variants: ['x', 'y', 'z'] }, kinds[1]!];
  const forms = first(5, 12, steps).flatMap(({ fault, variant }) => (fault === 'a' ? [variant] : []));
  for (const round of [0, 3]) expect(forms.slice(round, round + 3).sort()).toEqual(['x', 'y', 'z']);
});

it('the first kinds come first, and once a round like the others', () => {
  const names = first(9, 8, kinds, { ...pace, first: ['d', 'b'] }).map(({ fault }) => fault);
  expect(names.slice(0, 2)).toEqual(['d', 'b']);
  for (const round of [0, 4]) expect(names.slice(round, round + 4).sort()).toEqual(['a', 'b', 'c', 'd']);
});

it('no fault lasts longer than the pace allows, except one that lasts until an effect', () => {
  const holds = first(4, 200, kinds, { ...pace, maxDurationMs: 900 }).map(({ durationMs }) => durationMs);
  expect(Math.max(...holds)).toBe(900);
  const untilDone = kinds.map((kind) => ({ ...kind, untilDone: true }));
  const limits = first(4, 200, untilDone, { ...pace, maxDurationMs: 90 }).map(({ durationMs }) => durationMs);
  expect(Math.min(...limits)).toBeGreaterThanOrEqual(100);
});
