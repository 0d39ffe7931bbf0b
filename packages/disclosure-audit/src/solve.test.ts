import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from './errors.ts';
import { createPuzzle, type Puzzle } from './puzzle.ts';
import { fittingPoints, intervalAmong, smallPuzzles } from './small-puzzles.fixture.ts';
import { intervalsOf } from './solve.ts';

const all = ({ limits }: Puzzle): number[] => limits.map((_, n) => n);

describe('what everything that is known leaves of each count', () => {
  test('is what trying all whole numbers finds', async () => {
    await fc.assert(
      fc.asyncProperty(smallPuzzles(4), async (puzzle) => {
        const fitting = fittingPoints(puzzle);
        if (fitting.length === 0)
          await expect(intervalsOf(puzzle, all(puzzle))).rejects.toThrow(ContradictionError);
        else {
          const expected = all(puzzle).map((unknown) => intervalAmong(fitting, unknown));
          expect([...(await intervalsOf(puzzle, all(puzzle))).values()]).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is exact where fractions would leave more', async () => {
    const puzzle = createPuzzle();
    const [a, b, c] = [puzzle.unknown(), puzzle.unknown(), puzzle.unknown()];
    // Two of them are 1 at most together, all three at least 2: halves would do (0.5, 0.5, 0.5), whole numbers don't.
    for (const [one, other] of [
      [a, b],
      [b, c],
      [a, c],
    ] as const)
      puzzle.fact(
        [
          { unknown: one, times: 1 },
          { unknown: other, times: 1 },
        ],
        { least: 0, most: 1 },
      );
    puzzle.fact(
      [a, b, c].map((unknown) => ({ unknown, times: 2 })),
      { least: 3, most: 3 },
    );
    await expect(intervalsOf(puzzle, [a])).rejects.toThrow(ContradictionError);
  });

  test('has no end where nothing bounds it', async () => {
    const puzzle = createPuzzle();
    const count = puzzle.unknown();
    puzzle.unknown();
    const open = (await intervalsOf(puzzle, [count])).get(count);
    expect(open).toEqual({ least: 0, most: Number.POSITIVE_INFINITY });
  });
});
