import fc from 'fast-check';
import type { Highs, Model } from 'highs';
import { describe, expect, test } from 'vitest';
import { loadHighs } from './load-highs.ts';
import { mediumPuzzle } from './medium-puzzles.fixture.ts';
import { type Demand, type Move, moveFits, openMoves } from './moves.ts';
import { openPuzzle, pinnedAmong } from './pinned-among.ts';
import { createPuzzle, sumOf } from './puzzle.ts';
import { systemOf } from './system.ts';

const highs = await loadHighs();

describe('a move to another point', () => {
  test('leads to whole numbers that fit every fact, and the demand', () => {
    for (let seed = 0; seed < 25; seed++) {
      const { puzzle, hidden } = mediumPuzzle(`moves ${seed}`);
      const { system, components, point } = openPuzzle(highs, puzzle, hidden);
      for (const component of components) {
        const moves = openMoves(highs, { system, component, point, bounds: system.bounds });
        for (const unknown of component.unknowns)
          for (const demand of demandsNear(unknown, point[unknown] ?? 0)) {
            const reached = moved(point, moves.to(demand) ?? []);
            expect(reached.every(Number.isSafeInteger)).toBe(true);
            for (const { terms, least, most } of puzzle.facts) {
              const sum = terms.reduce((all, { unknown: of, times }) => all + times * (reached[of] ?? 0), 0);
              expect(sum).toBeGreaterThanOrEqual(least);
              expect(sum).toBeLessThanOrEqual(most);
            }
          }
        moves.dispose();
      }
    }
  });

  test('is refused where it breaks any fact', () => {
    const puzzle = createPuzzle();
    const [a, b] = [puzzle.unknown(), puzzle.unknown()];
    puzzle.fact(sumOf([a, b]), { least: 2, most: 4 });
    const system = systemOf(puzzle);
    const point = Float64Array.of(1, 2);
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (byA, byB) => {
        const move: Move = [
          { unknown: a, by: byA },
          { unknown: b, by: byB },
        ];
        const sum = 3 + byA + byB;
        expect(moveFits(system, point, move)).toBe(sum >= 2 && sum <= 4);
      }),
    );
  });
});

describe('a solver that is wrong', () => {
  test('is never believed: a count does not pass as open by numbers that break a fact', () => {
    const puzzle = createPuzzle();
    const [a, b] = [puzzle.unknown(), puzzle.unknown()];
    puzzle.fact(sumOf([a]), { least: 0, most: 4 });
    puzzle.fact(sumOf([a, b]), { least: 2, most: 2 });
    const hidden = [
      { unknown: a, truth: 1, name: 'a' },
      { unknown: b, truth: 1, name: 'b' },
    ];
    const one = { least: 0, most: 2 };
    expect(pinnedAmong(highs, puzzle, hidden, () => undefined)).toEqual(
      hidden.map((count) => ({ ...count, interval: one })),
    );
    // Says of the first count that it goes up by one more than it does.
    const lying = lyingHighs((value, column) => (column === 0 ? value + 1 : value));
    expect(() => pinnedAmong(lying, puzzle, hidden, () => undefined)).toThrow('do not fit the facts');
  });

  test('is asked again for whole numbers where its numbers are not whole', () => {
    const puzzle = createPuzzle();
    const [a, b] = [puzzle.unknown(), puzzle.unknown()];
    puzzle.fact(sumOf([a, b]), { least: 5, most: 5 });
    const hidden = [{ unknown: a, truth: 2, name: 'a' }];
    let asked = 0;
    // Halves, but for a model of whole numbers.
    const halving = lyingHighs((value, _, isWhole) => {
      asked += isWhole ? 1 : 0;
      return isWhole ? value : value / 2;
    });
    expect(pinnedAmong(halving, puzzle, hidden, () => undefined)).toEqual([]);
    expect(asked).toBeGreaterThan(0);
  });
});

const demandsNear = (unknown: number, value: number): Demand[] =>
  [1, 2, 4].flatMap((by) => [
    { unknown, side: 'least', value: value + by } as const,
    { unknown, side: 'most', value: value - by } as const,
  ]);

function moved(point: Float64Array, move: Move): number[] {
  const reached = [...point];
  for (const { unknown, by } of move) reached[unknown] = (reached[unknown] ?? 0) + by;
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
