import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attacker } from './attacker.ts';
import { ContradictionError } from './errors.ts';
import { type Hidden, isSmall } from './hidden.ts';
import { learntBy } from './learnt-by.ts';
import { loadHighs } from './load-highs.ts';
import { mediumPuzzle } from './medium-puzzles.fixture.ts';
import { pinnedAmong } from './pinned-among.ts';
import { createPuzzle, type Puzzle, sumOf } from './puzzle.ts';
import { fittingPoints, intervalAmong, smallPuzzles } from './small-puzzles.fixture.ts';

const highs = await loadHighs();
const learnt = (puzzle: Puzzle, hidden: readonly Hidden[], attackers: readonly Attacker[]) =>
  learntBy(highs, puzzle, hidden, attackers, () => undefined);

const hiddenOf = (truths: readonly number[]): Hidden[] =>
  truths.map((truth, unknown) => ({ unknown, truth, name: `count ${unknown}` }));

const isWithinSmall = ({ least, most }: { least: number; most: number }) => isSmall(least) && isSmall(most);

/** The same by trying everything. */
function byTrying(points: readonly number[][], hidden: readonly Hidden[], { name, own }: Attacker) {
  const ownIn = (unknown: number) => own.get(unknown) ?? 0;
  const left = points.filter((point) => point.every((count, unknown) => count >= ownIn(unknown)));
  return hidden.flatMap((one) => {
    const { unknown, truth } = one;
    const interval = intervalAmong(
      left.map((point) => point.map((count, at) => count - ownIn(at))),
      unknown,
    );
    if (!isSmall(truth - ownIn(unknown)) || !isWithinSmall(interval)) return [];
    const isOutsiders = ownIn(unknown) === 0 && isWithinSmall(intervalAmong(points, unknown));
    return isOutsiders ? [] : [{ ...one, attacker: name, own: ownIn(unknown), interval }];
  });
}

const byPlace = (a: Hidden, b: Hidden) => a.unknown - b.unknown;

describe('what is learnt by those who know their own part', () => {
  test('is what trying all whole numbers finds, for each of several who are asked for together', () => {
    let found = 0;
    const shares = fc.array(fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(smallPuzzles(7), fc.nat(), shares, (puzzle, pick, shareOf) => {
        const points = fittingPoints(puzzle);
        const truth = points[pick % points.length];
        if (truth === undefined) return;
        const hidden = hiddenOf(truth);
        const attackers = shareOf.map((share, n) => ({
          name: `attacker ${n}`,
          own: new Map(truth.map((count, unknown) => [unknown, (share[unknown] ?? 0) % (count + 1)])),
        }));
        const all = learnt(puzzle, hidden, attackers);
        for (const attacker of attackers) {
          const its = all.filter((one) => one.attacker === attacker.name).sort(byPlace);
          expect(its).toEqual(byTrying(points, hidden, attacker));
          found += its.length;
        }
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(10);
  });

  test('is, of some counts, what is found among all', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { puzzle, hidden } = mediumPuzzle(`some ${seed}`);
      const attackers = [0, 1, 2].map((n) => ({
        name: `attacker ${n}`,
        own: new Map(hidden.map(({ unknown, truth }) => [unknown, (unknown + n) % (truth + 1)])),
      }));
      const among = new Set(hidden.map(({ unknown }) => unknown).filter((unknown) => unknown % 3 !== 0));
      const some = learntBy(highs, puzzle, hidden, attackers, () => undefined, among);
      const all = learnt(puzzle, hidden, attackers).filter(({ unknown }) => among.has(unknown));
      expect(some).toEqual(all);
      expect(pinnedAmong(highs, puzzle, hidden, () => undefined, among)).toEqual(
        pinnedAmong(highs, puzzle, hidden, () => undefined).filter(({ unknown }) => among.has(unknown)),
      );
      found += some.length;
    }
    expect(found).toBeGreaterThan(0);
  });

  test('is the same whether they are asked for one by one or all together', () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { puzzle, hidden } = mediumPuzzle(`attackers ${seed}`);
      const attackers = Array.from({ length: 5 }, (_, n) => ({
        name: `attacker ${n}`,
        own: new Map(
          hidden.map(({ unknown, truth }) => [unknown, (unknown * 7 + n * 3 + seed) % (truth + 1)]),
        ),
      }));
      const all = learnt(puzzle, hidden, attackers);
      const oneByOne = attackers.flatMap((attacker) => learnt(puzzle, hidden, [attacker]));
      const sorted = (of: typeof all) =>
        [...of].sort((a, b) => a.attacker.localeCompare(b.attacker) || byPlace(a, b));
      expect(sorted(all)).toEqual(sorted(oneByOne));
      found += all.length;
    }
    expect(found).toBeGreaterThan(20);
  });

  test('is the same where not every truth is given, though the point to start from then is another', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { puzzle, hidden } = mediumPuzzle(`hints ${seed}`);
      const own = new Map(hidden.map(({ unknown, truth }) => [unknown, Math.max(0, truth - 2)]));
      const some = hidden.filter((_, n) => n % 3 === 0);
      const ofSome = new Set(some.map(({ unknown }) => unknown));
      const all = learnt(puzzle, hidden, [{ name: 'it', own }]).filter(({ unknown }) => ofSome.has(unknown));
      expect(learnt(puzzle, some, [{ name: 'it', own }]).sort(byPlace)).toEqual(all.sort(byPlace));
    }
  });
});

test('attackers are refused who would have more than there is, or than was published', () => {
  const puzzle = createPuzzle();
  const total = puzzle.unknown();
  puzzle.fact(sumOf([total]), { least: 5, most: 8 });
  const hidden = hiddenOf([6]);
  const having = (own: number): Attacker[] => [{ name: 'A', own: new Map([[total, own]]) }];
  expect(learnt(puzzle, hidden, having(2))).toEqual([]);
  expect(() => learnt(puzzle, hidden, having(8))).toThrow(
    "A can't have 8 of its own in count 0, where there are 6",
  );
  expect(() => learnt(puzzle, hidden, having(-1))).toThrow(RangeError);
  const beyond = createPuzzle();
  beyond.unknown({ least: 0, most: 4 });
  expect(() => learnt(beyond, hidden, having(5))).toThrow(ContradictionError);
});
