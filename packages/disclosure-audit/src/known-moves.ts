import type { Move } from './moves.ts';
import type { Unknown } from './puzzle.ts';
import type { Bounds } from './system.ts';

/**
 * Moves from one point, each of which fits all facts, kept for attackers who know more than those did for whom they were
 * found: a move serves everyone to whom it leaves no count below his own part, which its few steps tell.
 */
export type KnownMoves = {
  note(move: Move): void;
  /** Whether one of them leads to a point within the bounds at which the count is as sought. */
  lead(unknown: Unknown, bounds: Bounds, isSought: (count: number) => boolean): boolean;
};

export function createKnownMoves(point: Float64Array): KnownMoves {
  const touching = new Map<Unknown, { readonly move: Move; readonly count: number }[]>();
  const isWithin = (move: Move, { least, most }: Bounds): boolean =>
    move.every(({ unknown, by }) => {
      const count = (point[unknown] ?? Number.NaN) + by;
      return count >= (least[unknown] ?? Number.NaN) && count <= (most[unknown] ?? Number.NaN);
    });
  return {
    note(move) {
      for (const { unknown, by } of move) {
        const count = (point[unknown] ?? Number.NaN) + by;
        const others = touching.get(unknown);
        if (others === undefined) touching.set(unknown, [{ move, count }]);
        else others.push({ move, count });
      }
    },
    lead: (unknown, bounds, isSought) =>
      touching.get(unknown)?.some(({ move, count }) => isSought(count) && isWithin(move, bounds)) ?? false,
  };
}
