import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { createLinearSystem, type LinearSystem, sumOf } from '../system/linear-system.ts';
import { componentsOf } from './components.ts';
import { type PreparedSystem, prepareSystem } from './prepared-system.ts';
import { fittingPoints, intervalAmong, smallSystems } from './small-systems.fixture.ts';

/** Undefined if nothing is feasible. */
function prepareIfFeasible(linearSystem: LinearSystem): PreparedSystem | undefined {
  try {
    return prepareSystem(linearSystem);
  } catch (error) {
    if (error instanceof ContradictionError) return undefined;
    throw error;
  }
}

describe('bounds propagation', () => {
  test('never excludes a feasible point', () => {
    fc.assert(
      fc.property(smallSystems(4), (linearSystem) => {
        const points = fittingPoints(linearSystem);
        const system = prepareIfFeasible(linearSystem);
        if (system === undefined) expect(points).toEqual([]);
        else if (points.length > 0)
          linearSystem.limits.forEach((_, variable) => {
            const exact = intervalAmong(points, variable);
            expect(system.bounds.least[variable]).toBeLessThanOrEqual(exact.least);
            expect(system.bounds.most[variable]).toBeGreaterThanOrEqual(exact.most);
          });
      }),
      { numRuns: 500 },
    );
  });

  test('passes bounds from constraint to constraint, also to a count without bounds', () => {
    const linearSystem = createLinearSystem();
    const [a, b, c] = [linearSystem.addVariable(), linearSystem.addVariable(), linearSystem.addVariable()];
    // The second is twice the first and equals the third, so both are even.
    linearSystem.addConstraint([...sumOf([a], 2), ...sumOf([b], -1)], { least: 0, most: 0 });
    linearSystem.addConstraint([...sumOf([b]), ...sumOf([c], -1)], { least: 0, most: 0 });
    linearSystem.addConstraint(sumOf([c]), { least: 3, most: 7 });
    const { bounds } = prepareSystem(linearSystem);
    expect([...bounds.least]).toEqual([2, 4, 4]);
    expect([...bounds.most]).toEqual([3, 6, 6]);
  });

  test('stops although two constraints would narrow each other forever', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [linearSystem.addVariable(), linearSystem.addVariable()];
    linearSystem.addConstraint([...sumOf([a]), ...sumOf([b], -1)], {
      least: 1,
      most: Number.POSITIVE_INFINITY,
    });
    linearSystem.addConstraint([...sumOf([b]), ...sumOf([a], -1)], {
      least: 1,
      most: Number.POSITIVE_INFINITY,
    });
    expect(prepareSystem(linearSystem).bounds.most[a]).toBe(Number.POSITIVE_INFINITY);
  });

  test('refuses coefficients that are not whole, and variables of another linear system', () => {
    const halves = createLinearSystem();
    halves.addConstraint(sumOf([halves.addVariable()], 0.5), { least: 0, most: 1 });
    expect(() => prepareSystem(halves)).toThrow(RangeError);
    const foreign = createLinearSystem();
    foreign.addConstraint(sumOf([3]), { least: 0, most: 1 });
    expect(() => prepareSystem(foreign)).toThrow(RangeError);
  });
});

describe('the components of a linear system', () => {
  test('share no open variable, and contain no redundant constraint', () => {
    const linearSystem = createLinearSystem();
    const [a, b, c, d, known] = Array.from({ length: 5 }, () =>
      linearSystem.addVariable({ least: 0, most: 9 }),
    );
    if (known === undefined) throw new Error('there are five variables');
    linearSystem.addConstraint(sumOf([known]), { least: 2, most: 2 });
    linearSystem.addConstraint(sumOf([a ?? 0, b ?? 0, known]), { least: 6, most: 8 });
    linearSystem.addConstraint(sumOf([c ?? 0, d ?? 0, known]), { least: 6, most: 8 });
    // Redundant, because both variables are 0 to 6.
    linearSystem.addConstraint(sumOf([a ?? 0, c ?? 0]), { least: 0, most: 12 });
    const parts = componentsOf(prepareSystem(linearSystem));
    expect(parts.map(({ variables, rows }) => [variables, rows.length])).toEqual([
      [[a, b], 1],
      [[c, d], 1],
      [[known], 0],
    ]);
  });
});
