import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { intervalsOf } from '../solver/exact-intervals.ts';
import { loadHighs } from '../solver/load-highs.ts';
import { mediumSystem } from '../solver/medium-systems.fixture.ts';
import { fittingPoints, smallSystems } from '../solver/small-systems.fixture.ts';
import { createLinearSystem, type HiddenCount, type LinearSystem, sumOf } from '../system/linear-system.ts';
import type { DeterminedCount } from './finding.ts';
import { searchDeterminedCounts } from './search-determined-counts.ts';

const highs = await loadHighs();
const SYSTEMS = 60;
const PATIENCE_MS = 120_000;

/** Reference: two optima of the whole linear system for each count. */
async function solveEach(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
): Promise<DeterminedCount[]> {
  const intervals = await intervalsOf(
    linearSystem,
    hidden.map(({ variable }) => variable),
  );
  return hidden.flatMap((one) => {
    const interval = intervals.get(one.variable) ?? { least: Number.NaN, most: Number.NaN };
    const isTooNarrow = interval.most - interval.least < 4 && interval.most >= 1 && interval.least <= 4;
    return isTooNarrow ? [{ ...one, interval }] : [];
  });
}

const search = (linearSystem: LinearSystem, hidden: readonly HiddenCount[]) =>
  searchDeterminedCounts(highs, linearSystem, hidden, () => undefined);

describe('the determined counts and their intervals', () => {
  test(
    'equal those found by solving for each count',
    async () => {
      let determined = 0;
      let open = 0;
      for (let seed = 0; seed < SYSTEMS; seed++) {
        const { linearSystem, hidden } = mediumSystem(`${seed}`);
        const expected = await solveEach(linearSystem, hidden);
        expect(search(linearSystem, hidden)).toEqual(expected);
        determined += expected.length;
        open += hidden.length - expected.length;
      }
      // Without any finding the linear systems would test nothing.
      expect(Math.min(determined, open)).toBeGreaterThan(SYSTEMS);
    },
    PATIENCE_MS,
  );

  test(
    'are the same if some truths are missing or wrong',
    async () => {
      for (let seed = 0; seed < SYSTEMS / 10; seed++) {
        const { linearSystem, hidden } = mediumSystem(`hints ${seed}`);
        const some = hidden.filter((_, n) => n % 2 === 0);
        expect(search(linearSystem, some)).toEqual(await solveEach(linearSystem, some));
        const wrong = hidden.map((one) => ({ ...one, truth: ((one.truth + seed) % 6) + 1 }));
        expect(search(linearSystem, wrong)).toEqual(await solveEach(linearSystem, wrong));
      }
    },
    PATIENCE_MS,
  );

  test('are exact even where real numbers would give a wider interval', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [
      linearSystem.addVariable({ least: 0, most: 4 }),
      linearSystem.addVariable({ least: 0, most: 4 }),
    ];
    const [half, rest] = [linearSystem.addVariable(), linearSystem.addVariable()];
    // b + 2x = 3, so b is odd. a + b is even, so a is odd too. Over real numbers a could be 0 to 4.
    linearSystem.addConstraint([...sumOf([b]), ...sumOf([rest], 2)], { least: 3, most: 3 });
    linearSystem.addConstraint([...sumOf([a, b]), ...sumOf([half], -2)], { least: 0, most: 0 });
    const hidden = [{ variable: a, truth: 1, name: 'a' }];
    expect(search(linearSystem, hidden)).toEqual([{ ...hidden[0], interval: { least: 1, most: 3 } }]);
  });

  test('end with a contradiction if nothing is feasible, even in a component without small counts', () => {
    const linearSystem = createLinearSystem();
    const [count, a, b] = [
      linearSystem.addVariable(),
      linearSystem.addVariable(),
      linearSystem.addVariable(),
    ];
    linearSystem.addConstraint(sumOf([count]), { least: 0, most: 9 });
    linearSystem.addConstraint(sumOf([a, b], 2), { least: 3, most: 3 });
    const audit = () => search(linearSystem, [{ variable: count, truth: 2, name: 'count' }]);
    expect(audit).toThrow(ContradictionError);
  });

  test('are those that may be 1 to 4, whatever the true count is', () => {
    const isFound = (least: number, most: number, truth: number): boolean => {
      const linearSystem = createLinearSystem();
      const variable = linearSystem.addVariable({ least, most });
      return search(linearSystem, [{ variable, truth, name: 'count' }]).length > 0;
    };
    for (const [least, most] of [
      [0, 3],
      [1, 4],
      [4, 7],
    ] as const)
      for (let truth = least; truth <= most; truth++) expect(isFound(least, most, truth)).toBe(true);
    for (const [least, most] of [
      [0, 0],
      [0, 4],
      [4, 8],
      [5, 5],
    ] as const)
      for (let truth = least; truth <= most; truth++) expect(isFound(least, most, truth)).toBe(false);
  });

  test('are the same for every truth that is consistent with the releases', () => {
    let found = 0;
    fc.assert(
      fc.property(smallSystems(7), fc.nat(), fc.nat(), (linearSystem, one, other) => {
        const points = fittingPoints(linearSystem);
        const findingsFor = (pick: number) =>
          search(
            linearSystem,
            (points[pick % points.length] ?? []).map((truth, variable) => ({ variable, truth, name: '' })),
          ).map(({ variable, interval }) => ({ variable, interval }));
        if (points.length === 0) return;
        expect(findingsFor(one)).toEqual(findingsFor(other));
        found += findingsFor(one).length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('are reported while they are checked, and must belong to the linear system', () => {
    const { linearSystem, hidden } = mediumSystem('progress');
    const progress: (readonly [number, number])[] = [];
    searchDeterminedCounts(highs, linearSystem, hidden, (checked, of) => progress.push([checked, of]));
    const all = progress.length;
    expect(all).toBeGreaterThan(0);
    expect(progress).toEqual(Array.from({ length: all }, (_, n) => [n + 1, all]));
    const foreign = { variable: 99, truth: 1, name: 'a foreign count' };
    expect(() => search(linearSystem, [foreign])).toThrow('a foreign count is not in this linear system');
  });
});
