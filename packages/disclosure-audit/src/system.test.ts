import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { componentsOf } from './components.ts';
import { ContradictionError } from './errors.ts';
import { createPuzzle, type Puzzle, sumOf } from './puzzle.ts';
import { fittingPoints, intervalAmong, smallPuzzles } from './small-puzzles.fixture.ts';
import { type System, systemOf } from './system.ts';

/** Undefined where it says that nothing fits. */
function narrowed(puzzle: Puzzle): System | undefined {
  try {
    return systemOf(puzzle);
  } catch (error) {
    if (error instanceof ContradictionError) return undefined;
    throw error;
  }
}

describe('bounds that facts leave one after another', () => {
  test('never leave out a point that fits', () => {
    fc.assert(
      fc.property(smallPuzzles(4), (puzzle) => {
        const points = fittingPoints(puzzle);
        const system = narrowed(puzzle);
        if (system === undefined) expect(points).toEqual([]);
        else if (points.length > 0)
          puzzle.limits.forEach((_, unknown) => {
            const exact = intervalAmong(points, unknown);
            expect(system.bounds.least[unknown]).toBeLessThanOrEqual(exact.least);
            expect(system.bounds.most[unknown]).toBeGreaterThanOrEqual(exact.most);
          });
      }),
      { numRuns: 500 },
    );
  });

  test('are passed on from fact to fact, also where nothing bounded a count before', () => {
    const puzzle = createPuzzle();
    const [a, b, c] = [puzzle.unknown(), puzzle.unknown(), puzzle.unknown()];
    // Twice the first is the second, which is the third: so both are even.
    puzzle.fact([...sumOf([a], 2), ...sumOf([b], -1)], { least: 0, most: 0 });
    puzzle.fact([...sumOf([b]), ...sumOf([c], -1)], { least: 0, most: 0 });
    puzzle.fact(sumOf([c]), { least: 3, most: 7 });
    const { bounds } = systemOf(puzzle);
    expect([...bounds.least]).toEqual([2, 4, 4]);
    expect([...bounds.most]).toEqual([3, 6, 6]);
  });

  test('end where two facts pull at each other for ever', () => {
    const puzzle = createPuzzle();
    const [a, b] = [puzzle.unknown(), puzzle.unknown()];
    puzzle.fact([...sumOf([a]), ...sumOf([b], -1)], { least: 1, most: Number.POSITIVE_INFINITY });
    puzzle.fact([...sumOf([b]), ...sumOf([a], -1)], { least: 1, most: Number.POSITIVE_INFINITY });
    expect(systemOf(puzzle).bounds.most[a]).toBe(Number.POSITIVE_INFINITY);
  });

  test('are not taken from factors that are not whole, nor from unknowns of another puzzle', () => {
    const halves = createPuzzle();
    halves.fact(sumOf([halves.unknown()], 0.5), { least: 0, most: 1 });
    expect(() => systemOf(halves)).toThrow(RangeError);
    const foreign = createPuzzle();
    foreign.fact(sumOf([3]), { least: 0, most: 1 });
    expect(() => systemOf(foreign)).toThrow(RangeError);
  });
});

describe('the parts of a puzzle', () => {
  test('share no open count, and leave out facts that can not be broken', () => {
    const puzzle = createPuzzle();
    const [a, b, c, d, known] = Array.from({ length: 5 }, () => puzzle.unknown({ least: 0, most: 9 }));
    if (known === undefined) throw new Error('there are five');
    puzzle.fact(sumOf([known]), { least: 2, most: 2 });
    puzzle.fact(sumOf([a ?? 0, b ?? 0, known]), { least: 6, most: 8 });
    puzzle.fact(sumOf([c ?? 0, d ?? 0, known]), { least: 6, most: 8 });
    // Says nothing: both are 0 to 6 by now.
    puzzle.fact(sumOf([a ?? 0, c ?? 0]), { least: 0, most: 12 });
    const parts = componentsOf(systemOf(puzzle));
    expect(parts.map(({ unknowns, rows }) => [unknowns, rows.length])).toEqual([
      [[a, b], 1],
      [[c, d], 1],
      [[known], 0],
    ]);
  });
});
