import { describe, expect, test } from 'vitest';
import { ContradictionError } from './errors.ts';
import { type Hidden, isSmall, LEAST_OPEN, type Pinned } from './hidden.ts';
import { loadHighs } from './load-highs.ts';
import { mediumPuzzle } from './medium-puzzles.fixture.ts';
import { pinnedAmong } from './pinned-among.ts';
import { createPuzzle, type Puzzle, sumOf } from './puzzle.ts';
import { intervalsOf } from './solve.ts';

const highs = await loadHighs();
const PUZZLES = 200;
const PATIENCE_MS = 120_000;

/** The same the plain way: two optima over the whole puzzle for each count. */
async function plainly(puzzle: Puzzle, hidden: readonly Hidden[]): Promise<Pinned[]> {
  const small = hidden.filter(({ truth }) => isSmall(truth));
  const intervals = await intervalsOf(
    puzzle,
    small.map(({ unknown }) => unknown),
  );
  return small.flatMap((one) => {
    const interval = intervals.get(one.unknown) ?? { least: Number.NaN, most: Number.NaN };
    return interval.most - interval.least + 1 < LEAST_OPEN ? [{ ...one, interval }] : [];
  });
}

const quickly = (puzzle: Puzzle, hidden: readonly Hidden[]) =>
  pinnedAmong(highs, puzzle, hidden, () => undefined);

describe('the counts that are pinned, with their intervals', () => {
  test(
    'are those that solving for each count by itself finds',
    async () => {
      let pinned = 0;
      let open = 0;
      for (let seed = 0; seed < PUZZLES; seed++) {
        const { puzzle, hidden } = mediumPuzzle(`${seed}`);
        const expected = await plainly(puzzle, hidden);
        expect(quickly(puzzle, hidden)).toEqual(expected);
        pinned += expected.length;
        open += hidden.filter(({ truth }) => isSmall(truth)).length - expected.length;
      }
      // Otherwise the puzzles would show nothing.
      expect(Math.min(pinned, open)).toBeGreaterThan(PUZZLES);
    },
    PATIENCE_MS,
  );

  test(
    'are the same where the truth is not given, or is not what fits',
    async () => {
      for (let seed = 0; seed < PUZZLES / 10; seed++) {
        const { puzzle, hidden } = mediumPuzzle(`hints ${seed}`);
        const some = hidden.filter((_, n) => n % 2 === 0);
        expect(quickly(puzzle, some)).toEqual(await plainly(puzzle, some));
        const wrong = hidden.map((one) => ({ ...one, truth: ((one.truth + seed) % 6) + 1 }));
        expect(quickly(puzzle, wrong)).toEqual(await plainly(puzzle, wrong));
      }
    },
    PATIENCE_MS,
  );

  test('are found by whole numbers where fractions would leave more', () => {
    const puzzle = createPuzzle();
    const [a, b] = [puzzle.unknown({ least: 0, most: 4 }), puzzle.unknown({ least: 0, most: 4 })];
    const [half, rest] = [puzzle.unknown(), puzzle.unknown()];
    // b and twice something make 3, so it is odd; a and b are even together, so a is odd, too. Of fractions a may be 0 to 4.
    puzzle.fact([...sumOf([b]), ...sumOf([rest], 2)], { least: 3, most: 3 });
    puzzle.fact([...sumOf([a, b]), ...sumOf([half], -2)], { least: 0, most: 0 });
    const hidden = [{ unknown: a, truth: 1, name: 'a' }];
    expect(quickly(puzzle, hidden)).toEqual([{ ...hidden[0], interval: { least: 1, most: 3 } }]);
  });

  test('are a contradiction where nothing fits, in a part of the puzzle that holds no small count, too', () => {
    const puzzle = createPuzzle();
    const [count, a, b] = [puzzle.unknown(), puzzle.unknown(), puzzle.unknown()];
    puzzle.fact(sumOf([count]), { least: 0, most: 9 });
    puzzle.fact(sumOf([a, b], 2), { least: 3, most: 3 });
    const attack = () => quickly(puzzle, [{ unknown: count, truth: 2, name: 'count' }]);
    expect(attack).toThrow(ContradictionError);
  });

  test('are told of as they are looked at, and must be of the puzzle', () => {
    const { puzzle, hidden } = mediumPuzzle('told');
    const small = hidden.filter(({ truth }) => isSmall(truth)).length;
    const told: (readonly [number, number])[] = [];
    pinnedAmong(highs, puzzle, hidden, (checked, of) => told.push([checked, of]));
    expect(told).toEqual(Array.from({ length: small }, (_, n) => [n + 1, small]));
    const foreign = { unknown: 99, truth: 1, name: 'a count of another puzzle' };
    expect(() => quickly(puzzle, [foreign])).toThrow('a count of another puzzle is not in this puzzle');
  });
});
