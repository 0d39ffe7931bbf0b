import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { createLinearSystem, type LinearSystem } from '../system/linear-system.ts';
import { intervalsOf } from './exact-intervals.ts';
import { fittingPoints, intervalAmong, smallSystems } from './small-systems.fixture.ts';

const all = ({ limits }: LinearSystem): number[] => limits.map((_, n) => n);

describe('the exact interval of a count', () => {
  test('equals the one found by trying all whole numbers', async () => {
    await fc.assert(
      fc.asyncProperty(smallSystems(4), async (linearSystem) => {
        const fitting = fittingPoints(linearSystem);
        if (fitting.length === 0)
          await expect(intervalsOf(linearSystem, all(linearSystem))).rejects.toThrow(ContradictionError);
        else {
          const expected = all(linearSystem).map((variable) => intervalAmong(fitting, variable));
          expect([...(await intervalsOf(linearSystem, all(linearSystem))).values()]).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is exact even where real numbers would give a wider interval', async () => {
    const linearSystem = createLinearSystem();
    const [a, b, c] = [linearSystem.addVariable(), linearSystem.addVariable(), linearSystem.addVariable()];
    // Any two counts are at most 1 together, and all three are at least 1.5. Halves (0.5, 0.5, 0.5) are
    // feasible, whole numbers are not.
    for (const [one, other] of [
      [a, b],
      [b, c],
      [a, c],
    ] as const)
      linearSystem.addConstraint(
        [
          { variable: one, coefficient: 1 },
          { variable: other, coefficient: 1 },
        ],
        { least: 0, most: 1 },
      );
    linearSystem.addConstraint(
      [a, b, c].map((variable) => ({ variable, coefficient: 2 })),
      { least: 3, most: 3 },
    );
    await expect(intervalsOf(linearSystem, [a])).rejects.toThrow(ContradictionError);
  });

  test('is infinite without a constraint', async () => {
    const linearSystem = createLinearSystem();
    const count = linearSystem.addVariable();
    linearSystem.addVariable();
    const open = (await intervalsOf(linearSystem, [count])).get(count);
    expect(open).toEqual({ least: 0, most: Number.POSITIVE_INFINITY });
  });
});
