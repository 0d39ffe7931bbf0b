import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPuzzle, type Puzzle } from './puzzle.ts';
import { ContradictionError, type Interval, intervalsOf } from './solve.ts';

const MOST = 4;

/** Small puzzles: a few counts of 0 to 4, and what is known of some sums and differences of them. */
const puzzles = fc.integer({ min: 1, max: 4 }).chain((counts) => {
  const term = fc.record({ unknown: fc.nat(counts - 1), times: fc.constantFrom(1, 1, 1, -1, 2) });
  const fact = fc.record({
    terms: fc.array(term, { minLength: 1, maxLength: 4 }),
    least: fc.integer({ min: -2, max: 6 }),
    wide: fc.nat(4),
  });
  return fc.array(fact, { maxLength: 4 }).map((facts): Puzzle => {
    const puzzle = createPuzzle();
    for (let n = 0; n < counts; n++) puzzle.unknown({ least: 0, most: MOST });
    for (const { terms, least, wide } of facts) puzzle.fact(terms, { least, most: least + wide });
    return puzzle;
  });
});

/** The same by trying everything; undefined where nothing fits. */
function byTrying({ limits, facts }: Puzzle): Interval[] | undefined {
  const fitting: number[][] = [];
  const values: number[] = limits.map(() => 0);
  const tryFrom = (at: number): void => {
    if (at === limits.length) {
      const fits = facts.every(({ terms, least, most }) => {
        const sum = terms.reduce((all, { unknown, times }) => all + times * (values[unknown] ?? 0), 0);
        return sum >= least && sum <= most;
      });
      if (fits) fitting.push([...values]);
      return;
    }
    for (let value = 0; value <= MOST; value++) {
      values[at] = value;
      tryFrom(at + 1);
    }
  };
  tryFrom(0);
  if (fitting.length === 0) return undefined;
  return limits.map((_, n) => {
    const all = fitting.map((one) => one[n] ?? Number.NaN);
    return { least: Math.min(...all), most: Math.max(...all) };
  });
}

const all = ({ limits }: Puzzle): number[] => limits.map((_, n) => n);

describe('what everything that is known leaves of each count', () => {
  test('is what trying all whole numbers finds', async () => {
    await fc.assert(
      fc.asyncProperty(puzzles, async (puzzle) => {
        const expected = byTrying(puzzle);
        if (expected === undefined)
          await expect(intervalsOf(puzzle, all(puzzle))).rejects.toThrow(ContradictionError);
        else expect([...(await intervalsOf(puzzle, all(puzzle))).values()]).toEqual(expected);
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
