import type { Interval, Variable } from '../system/linear-system.ts';
import type { Neighbour, NeighbourSearch } from './neighbour-search.ts';
import type { Bounds } from './prepared-system.ts';

/**
 * Range of each count of a component over all feasible points found so far, whichever count the search was
 * for.
 */
export type ReachableRanges = {
  /**
   * Widens the range of a count until it has `width` values or is exact. A range is exact if no feasible
   * point is outside it.
   */
  widen(variable: Variable, width: number): Interval;
};

export function createReachableRanges(
  search: Pick<NeighbourSearch, 'find'>,
  point: Float64Array,
  { least, most }: Bounds,
): ReachableRanges {
  const lowest = new Map<Variable, number>();
  const highest = new Map<Variable, number>();
  const at = (variable: Variable): number => point[variable] ?? Number.NaN;
  const rangeOf = (variable: Variable): Interval => ({
    least: lowest.get(variable) ?? at(variable),
    most: highest.get(variable) ?? at(variable),
  });
  const add = (neighbour: Neighbour): void => {
    for (const { variable, by } of neighbour) {
      const value = at(variable) + by;
      if (value < rangeOf(variable).least) lowest.set(variable, value);
      if (value > rangeOf(variable).most) highest.set(variable, value);
    }
  };
  const isWideEnough = (variable: Variable, width: number): boolean =>
    rangeOf(variable).most - rangeOf(variable).least + 1 >= width;
  /**
   * Searches from far to near for a point at which the count is at least the value; a value that is not reachable limits the range.
   */
  const up = (variable: Variable, width: number): void => {
    const far = Math.min(most[variable] ?? Number.NaN, rangeOf(variable).least + width - 1);
    for (let value = far; value > rangeOf(variable).most; value--)
      add(search.find({ variable, side: 'least', value }) ?? []);
  };
  /** Like `up`, for points at which the count is at most the value. */
  const down = (variable: Variable, width: number): void => {
    const far = Math.max(least[variable] ?? Number.NaN, rangeOf(variable).most - width + 1);
    for (let value = far; value < rangeOf(variable).least; value++)
      add(search.find({ variable, side: 'most', value }) ?? []);
  };
  return {
    widen(variable, width) {
      if (!isWideEnough(variable, width)) up(variable, width);
      if (!isWideEnough(variable, width)) down(variable, width);
      return rangeOf(variable);
    },
  };
}
