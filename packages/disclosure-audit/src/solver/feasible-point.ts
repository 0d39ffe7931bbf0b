import type { Highs } from 'highs';
import { ContradictionError } from '../errors.ts';
import type { Component } from './components.ts';
import { createNeighbourSearch } from './neighbour-search.ts';
import { type Bounds, isRowSatisfied, type PreparedSystem } from './prepared-system.ts';

/**
 * Returns whole numbers within the bounds that satisfy all constraints of `components`. Returns `hint` itself
 * if it is feasible, which a complete truth always is; otherwise the nearest point.
 * @throws ContradictionError if nothing is feasible.
 */
export function findFeasiblePoint(
  highs: Highs,
  system: Pick<PreparedSystem, 'rows' | 'rowsOf'>,
  bounds: Bounds,
  components: readonly Component[],
  hint: ArrayLike<number>,
): Float64Array {
  const point = Float64Array.from(hint, (value, variable) => {
    const [least, most] = [bounds.least[variable] ?? Number.NaN, bounds.most[variable] ?? Number.NaN];
    return Math.min(most, Math.max(least, value));
  });
  for (const component of components) {
    if (component.rows.every((row) => isRowSatisfied(row, (variable) => point[variable] ?? Number.NaN)))
      continue;
    const search = createNeighbourSearch(highs, { system, component, point, bounds });
    try {
      const neighbour = search.find();
      if (neighbour === undefined) throw new ContradictionError();
      for (const { variable, by } of neighbour) point[variable] = (point[variable] ?? Number.NaN) + by;
    } finally {
      search.dispose();
    }
  }
  return point;
}
