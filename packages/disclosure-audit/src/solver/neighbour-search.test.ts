import fc from 'fast-check';
import type { Highs, Model } from 'highs';
import { describe, expect, test } from 'vitest';
import { decomposeSystem, searchDeterminedCounts } from '../findings/search-determined-counts.ts';
import { createLinearSystem, sumOf } from '../system/linear-system.ts';
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

describe('a move to another point', () => {
  test('leads to whole numbers that fit every fact, and the demand', () => {
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
                (all, { variable: of, coefficient }) => all + coefficient * (reached[of] ?? 0),
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

  test('is refused where it breaks any fact', () => {
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

describe('a solver that is wrong', () => {
  test('is never believed: a count does not pass as open by numbers that break a fact', () => {
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
    // Says of the first count that it goes up by one more than it does.
    const lying = lyingHighs((value, column) => (column === 0 ? value + 1 : value));
    expect(() => searchDeterminedCounts(lying, linearSystem, hidden, () => undefined)).toThrow(
      'do not fit the facts',
    );
  });

  test('is asked again for whole numbers where its numbers are not whole', () => {
    const linearSystem = createLinearSystem();
    const [a, b] = [linearSystem.addVariable(), linearSystem.addVariable()];
    linearSystem.addConstraint(sumOf([a, b]), { least: 5, most: 5 });
    const hidden = [{ variable: a, truth: 2, name: 'a' }];
    let asked = 0;
    // Halves, but for a model of whole numbers.
    const halving = lyingHighs((value, _, isWhole) => {
      asked += isWhole ? 1 : 0;
      return isWhole ? value : value / 2;
    });
    expect(searchDeterminedCounts(halving, linearSystem, hidden, () => undefined)).toEqual([]);
    expect(asked).toBeGreaterThan(0);
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

/** The solver, but that its answers are changed. */
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
