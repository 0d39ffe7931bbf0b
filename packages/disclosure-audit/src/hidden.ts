import type { Unknown } from './puzzle.ts';
import type { Interval } from './solve.ts';

/** A count that must stay hidden, under a name that says where it stands: its table, period, row and column. */
export type Hidden = {
  readonly unknown: Unknown;
  readonly truth: number;
  readonly name: string;
  /** Whether `truth` only fits what was released, because the count itself is lost: it is looked for wherever it may be small. */
  readonly isEstimate?: true;
};

/** A small count of which too little is left open. */
export type Pinned = Hidden & { readonly interval: Interval };

/** Counts that are looked for, where it is not all of them. */
export type Among = ReadonlySet<Unknown> | undefined;

/** What stays open of a small count: as many values as a single rounded cell leaves by itself. */
export const LEAST_OPEN = 5;

export const isSmall = (count: number): boolean => count > 0 && count < LEAST_OPEN;

/** Hears, from time to time, of how many small counts it has been found out by now. */
export type Tell = (checked: number, of: number) => void;
