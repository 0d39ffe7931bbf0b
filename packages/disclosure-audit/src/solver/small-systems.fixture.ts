import fc from 'fast-check';
import { createLinearSystem, type LinearSystem } from '../system/linear-system.ts';

/**
 * Linear systems that are small enough to try all whole numbers: a few counts of 0 to `most`, and constraints
 * on sums and differences.
 */
export const smallSystems = (most: number): fc.Arbitrary<LinearSystem> =>
  fc.integer({ min: 1, max: 4 }).chain((counts) => {
    const term = fc.record({ variable: fc.nat(counts - 1), coefficient: fc.constantFrom(1, 1, 1, -1, 2) });
    const constraint = fc.record({
      terms: fc.array(term, { minLength: 1, maxLength: 4 }),
      least: fc.integer({ min: -2, max: 6 }),
      wide: fc.nat(4),
    });
    return fc.array(constraint, { maxLength: 4 }).map((constraints): LinearSystem => {
      const linearSystem = createLinearSystem();
      for (let n = 0; n < counts; n++) linearSystem.addVariable({ least: 0, most });
      for (const { terms, least, wide } of constraints)
        linearSystem.addConstraint(terms, { least, most: least + wide });
      return linearSystem;
    });
  });

/** All feasible points of whole numbers, found by trying all values within the limits. */
export function fittingPoints({ limits, constraints }: LinearSystem): number[][] {
  let points: number[][] = [[]];
  for (const { least, most } of limits)
    points = points.flatMap((point) =>
      Array.from({ length: most - least + 1 }, (_, more) => [...point, least + more]),
    );
  return points.filter((point) =>
    constraints.every(({ terms, least, most }) => {
      const sum = terms.reduce(
        (all, { variable, coefficient }) => all + coefficient * (point[variable] ?? Number.NaN),
        0,
      );
      return sum >= least && sum <= most;
    }),
  );
}

/** Interval of one count among points. */
export function intervalAmong(points: readonly (readonly number[])[], variable: number) {
  const values = points.map((point) => point[variable] ?? Number.NaN);
  return { least: Math.min(...values), most: Math.max(...values) };
}
