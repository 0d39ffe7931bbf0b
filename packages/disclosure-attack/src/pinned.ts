import type { Puzzle, Unknown } from './puzzle.ts';
import { type Interval, intervalsOf } from './solve.ts';

/** A count that must stay hidden, under a name that says where it stands: its table, period, row and column. */
export type Hidden = { readonly unknown: Unknown; readonly truth: number; readonly name: string };

/** A small count of which too little is left open. */
export type Pinned = Hidden & { readonly interval: Interval };

/** What stays open of a small count: as many values as a single rounded cell leaves by itself. */
export const LEAST_OPEN = 5;

/**
 * The counts of 1 to 4 of which fewer than `LEAST_OPEN` values are left possible by everything in the puzzle. A release of
 * which one is found does not leave: the tables in their names are to be made coarser.
 */
export async function findPinned(puzzle: Puzzle, hidden: readonly Hidden[]): Promise<Pinned[]> {
  const small = hidden.filter(({ truth }) => truth > 0 && truth < LEAST_OPEN);
  const intervals = await intervalsOf(
    puzzle,
    small.map(({ unknown }) => unknown),
  );
  return small.flatMap((one) => {
    const interval = intervals.get(one.unknown);
    if (interval === undefined) throw new Error('Every count that was asked for has an interval');
    return interval.most - interval.least + 1 < LEAST_OPEN ? [{ ...one, interval }] : [];
  });
}
