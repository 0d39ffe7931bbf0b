import type { Variable } from '../system/linear-system.ts';
import type { Interval } from './exact-intervals.ts';
import type { Neighbour, NeighbourSearch } from './neighbour-search.ts';
import type { Bounds } from './prepared-system.ts';

/**
 * How far counts of one component can go from a point that fits: what was seen of each is the least and the most over all points
 * that were found to fit, whichever count they were looked for.
 */
export type ReachableRanges = {
  rangeOf(variable: Variable): Interval;
  /** Notes that a move leads to a point that fits. */
  add(neighbour: Neighbour): void;
  /**
   * Widens what was seen of a count until it spans `width` values, which is all that is asked, or until it is exact: then no point
   * that fits lies outside.
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
  const isOpen = (variable: Variable, width: number): boolean =>
    rangeOf(variable).most - rangeOf(variable).least + 1 >= width;
  /** Tries from far to near; what no point reaches, no point goes beyond. */
  const up = (variable: Variable, width: number): void => {
    const far = Math.min(most[variable] ?? Number.NaN, rangeOf(variable).least + width - 1);
    for (let value = far; value > rangeOf(variable).most; value--)
      add(search.find({ variable, side: 'least', value }) ?? []);
  };
  const down = (variable: Variable, width: number): void => {
    const far = Math.max(least[variable] ?? Number.NaN, rangeOf(variable).most - width + 1);
    for (let value = far; value < rangeOf(variable).least; value++)
      add(search.find({ variable, side: 'most', value }) ?? []);
  };
  return {
    rangeOf,
    add,
    widen(variable, width) {
      if (!isOpen(variable, width)) up(variable, width);
      if (!isOpen(variable, width)) down(variable, width);
      return rangeOf(variable);
    },
  };
}
