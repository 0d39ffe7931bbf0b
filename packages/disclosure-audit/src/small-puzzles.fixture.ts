import fc from 'fast-check';
import { createPuzzle, type Puzzle } from './puzzle.ts';

/** Puzzles small enough to try everything: a few counts of 0 to `most`, and what is known of some sums and differences. */
export const smallPuzzles = (most: number): fc.Arbitrary<Puzzle> =>
  fc.integer({ min: 1, max: 4 }).chain((counts) => {
    const term = fc.record({ unknown: fc.nat(counts - 1), times: fc.constantFrom(1, 1, 1, -1, 2) });
    const fact = fc.record({
      terms: fc.array(term, { minLength: 1, maxLength: 4 }),
      least: fc.integer({ min: -2, max: 6 }),
      wide: fc.nat(4),
    });
    return fc.array(fact, { maxLength: 4 }).map((facts): Puzzle => {
      const puzzle = createPuzzle();
      for (let n = 0; n < counts; n++) puzzle.unknown({ least: 0, most });
      for (const { terms, least, wide } of facts) puzzle.fact(terms, { least, most: least + wide });
      return puzzle;
    });
  });

/** All whole points that fit, by trying everything within the limits. */
export function fittingPoints({ limits, facts }: Puzzle): number[][] {
  let points: number[][] = [[]];
  for (const { least, most } of limits)
    points = points.flatMap((point) =>
      Array.from({ length: most - least + 1 }, (_, more) => [...point, least + more]),
    );
  return points.filter((point) =>
    facts.every(({ terms, least, most }) => {
      const sum = terms.reduce((all, { unknown, times }) => all + times * (point[unknown] ?? Number.NaN), 0);
      return sum >= least && sum <= most;
    }),
  );
}

/** Least and most of one count among points. */
export function intervalAmong(points: readonly (readonly number[])[], unknown: number) {
  const values = points.map((point) => point[unknown] ?? Number.NaN);
  return { least: Math.min(...values), most: Math.max(...values) };
}
