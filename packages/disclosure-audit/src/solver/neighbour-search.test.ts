import fc from 'fast-check';
import type { Highs, Model } from 'highs';
import { describe, expect, test } from 'vitest';
import { searchDeterminedCounts } from '../findings/search-determined-counts.ts';
import { createLinearSystem, sumOf } from '../system/linear-system.ts';
import { decomposeSystem } from './decomposed-system.ts';
import { loadHighs } from './load-highs.ts';
import { mediumSystem } from './medium-systems.fixture.ts';
import {
  createNeighbourSearch,
  type Demand,
  isFeasibleNeighbour,
  type Neighbour,
} from './neighbour-search.ts';
import { prepareSystem } from './prepared-system.ts';

const highs = await loadHighs();

describe('a neighbouring solution', () => {
  test('consists of whole numbers that satisfy every constraint', () => {
    for (let seed = 0; seed < 25; seed++) {
      const { linearSystem, hidden } = mediumSystem(`moves ${seed}`);
      const { system, components, point } = decomposeSystem(highs, linearSystem, hidden);
      for (const component of components) {
        const search = createNeighbourSearch(highs, { system, component, point, bounds: system.bounds });
        for (const variable of component.variables)
          for (const demand of demandsNear(variable, point[variable] ?? 0)) {
            const reached = applySteps(point, search.find(demand) ?? []);
            expect(reached.every(Number.isSafeInteger)).toBe(true);
            for (const { terms, least, most } of linearSystem.constraints) {
              const sum = terms.reduce(
                (all, { variable: one, coefficient }) => all + coefficient * (reached[one] ?? 0),
                0,
              );
              expect(sum).toBeGreaterThanOrEqual(least);
              expect(sum).toBeLessThanOrEqual(most);
            }
          }
        search.dispose();
      }
    }
  });

  test('is infeasible if it violates any constraint', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [linearSystem.addVariable(), linearSystem.addVariable()];
    linearSystem.addConstraint(sumOf([a, b]), { least: 2, most: 4 });
    const system = prepareSystem(linearSystem);
    const point = Float64Array.of(1, 2);
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (byA, byB) => {
        const neighbour: Neighbour = [
          { variable: a, by: byA },
          { variable: b, by: byB },
        ];
        const sum = 3 + byA + byB;
        expect(isFeasibleNeighbour(system, point, neighbour)).toBe(sum >= 2 && sum <= 4);
      }),
    );
  });
});

describe('a solver that returns wrong numbers', () => {
  test('is detected: a solution that violates a constraint does not show that a value is possible', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [linearSystem.addVariable(), linearSystem.addVariable()];
    linearSystem.addConstraint(sumOf([a]), { least: 0, most: 4 });
    linearSystem.addConstraint(sumOf([a, b]), { least: 2, most: 2 });
    const hidden = [
      { variable: a, truth: 1, name: 'a' },
      { variable: b, truth: 1, name: 'b' },
    ];
    const one = { least: 0, most: 2 };
    expect(searchDeterminedCounts(highs, linearSystem, hidden, () => undefined)).toEqual(
      hidden.map((count) => ({ ...count, interval: one })),
    );
    // Adds one to the first column.
    const lying = lyingHighs((value, column) => (column === 0 ? value + 1 : value));
    expect(() => searchDeterminedCounts(lying, linearSystem, hidden, () => undefined)).toThrow(
      'violates a constraint',
    );
  });

  test('is run again with integer variables if its numbers are not integer', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [linearSystem.addVariable(), linearSystem.addVariable()];
    linearSystem.addConstraint(sumOf([a, b]), { least: 5, most: 5 });
    const hidden = [{ variable: a, truth: 2, name: 'a' }];
    let integerRuns = 0;
    // Returns halves, except for an integer model.
    const halving = lyingHighs((value, _, isWhole) => {
      integerRuns += isWhole ? 1 : 0;
      return isWhole ? value : value / 2;
    });
    expect(searchDeterminedCounts(halving, linearSystem, hidden, () => undefined)).toEqual([]);
    expect(integerRuns).toBeGreaterThan(0);
  });
});

const demandsNear = (variable: number, value: number): Demand[] =>
  [1, 2, 4].flatMap((by) => [
    { variable, side: 'least', value: value + by } as const,
    { variable, side: 'most', value: value - by } as const,
  ]);

function applySteps(point: Float64Array, neighbour: Neighbour): number[] {
  const reached = [...point];
  for (const { variable, by } of neighbour) reached[variable] = (reached[variable] ?? 0) + by;
  return reached;
}

/** The solver with changed solutions. */
function lyingHighs(change: (value: number, column: number, isWhole: boolean) => number): Highs {
  const lyingModel = (model: Model, isWhole: boolean): Model =>
    new Proxy(model, {
      get(target, name) {
        if (name === 'getSolution')
          return () => {
            const solution = target.getSolution();
            return {
              ...solution,
              colValue: solution.colValue.map((value, column) => change(value, column, isWhole)),
            };
          };
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return new Proxy(highs, {
    get(target, name) {
      if (name !== 'createModel') return Reflect.get(target, name, target);
      return (data: Parameters<Highs['createModel']>[0]) =>
        lyingModel(target.createModel(data), data !== undefined && 'integrality' in data);
    },
  });
}
