import type { Variable } from '../system/linear-system.ts';
import type { Neighbour } from './neighbour-search.ts';
import type { Bounds } from './prepared-system.ts';

/**
 * Moves from one point, each of which fits all facts, kept for attackers who know more than those did for whom they were
 * found: a move serves everyone to whom it leaves no count below his own part, which its few steps tell.
 */
export type KnownNeighbours = {
  add(neighbour: Neighbour): void;
  /** Whether one of them leads to a point within the bounds at which the count is as sought. */
  canReach(variable: Variable, bounds: Bounds, isSought: (count: number) => boolean): boolean;
};

export function createKnownNeighbours(point: Float64Array): KnownNeighbours {
  const touching = new Map<Variable, { readonly neighbour: Neighbour; readonly count: number }[]>();
  const isWithin = (neighbour: Neighbour, { least, most }: Bounds): boolean =>
    neighbour.every(({ variable, by }) => {
      const count = (point[variable] ?? Number.NaN) + by;
      return count >= (least[variable] ?? Number.NaN) && count <= (most[variable] ?? Number.NaN);
    });
  return {
    add(neighbour) {
      for (const { variable, by } of neighbour) {
        const count = (point[variable] ?? Number.NaN) + by;
        const others = touching.get(variable);
        if (others === undefined) touching.set(variable, [{ neighbour, count }]);
        else others.push({ neighbour, count });
      }
    },
    canReach: (variable, bounds, isSought) =>
      touching
        .get(variable)
        ?.some(({ neighbour, count }) => isSought(count) && isWithin(neighbour, bounds)) ?? false,
  };
}
