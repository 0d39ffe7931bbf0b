import type { Move, Moves } from './moves.ts';
import type { Unknown } from './puzzle.ts';
import type { Interval } from './solve.ts';
import type { Bounds } from './system.ts';

/**
 * How far counts of one component can go from a point that fits: what was seen of each is the least and the most over all points
 * that were found to fit, whichever count they were looked for.
 */
export type Reach = {
  seen(unknown: Unknown): Interval;
  /** Notes that a move leads to a point that fits. */
  note(move: Move): void;
  /**
   * Widens what was seen of a count until it spans `width` values, which is all that is asked, or until it is exact: then no point
   * that fits lies outside.
   */
  widened(unknown: Unknown, width: number): Interval;
};

export function createReach(moves: Pick<Moves, 'to'>, point: Float64Array, { least, most }: Bounds): Reach {
  const lowest = new Map<Unknown, number>();
  const highest = new Map<Unknown, number>();
  const at = (unknown: Unknown): number => point[unknown] ?? Number.NaN;
  const seen = (unknown: Unknown): Interval => ({
    least: lowest.get(unknown) ?? at(unknown),
    most: highest.get(unknown) ?? at(unknown),
  });
  const note = (move: Move): void => {
    for (const { unknown, by } of move) {
      const value = at(unknown) + by;
      if (value < seen(unknown).least) lowest.set(unknown, value);
      if (value > seen(unknown).most) highest.set(unknown, value);
    }
  };
  const isOpen = (unknown: Unknown, width: number): boolean =>
    seen(unknown).most - seen(unknown).least + 1 >= width;
  /** Tries from far to near; what no point reaches, no point goes beyond. */
  const up = (unknown: Unknown, width: number): void => {
    const far = Math.min(most[unknown] ?? Number.NaN, seen(unknown).least + width - 1);
    for (let value = far; value > seen(unknown).most; value--)
      note(moves.to({ unknown, side: 'least', value }) ?? []);
  };
  const down = (unknown: Unknown, width: number): void => {
    const far = Math.max(least[unknown] ?? Number.NaN, seen(unknown).most - width + 1);
    for (let value = far; value < seen(unknown).least; value++)
      note(moves.to({ unknown, side: 'most', value }) ?? []);
  };
  return {
    seen,
    note,
    widened(unknown, width) {
      if (!isOpen(unknown, width)) up(unknown, width);
      if (!isOpen(unknown, width)) down(unknown, width);
      return seen(unknown);
    },
  };
}
