import type { Interval } from '../solver/exact-intervals.ts';
import type { Variable } from './linear-system.ts';

/** A count that must stay hidden, under a name that says where it stands: its table, period, row and column. */
export type HiddenCount = {
  readonly variable: Variable;
  readonly truth: number;
  readonly name: string;
  /** Whether `truth` only fits what was released, because the count itself is lost: it is looked for wherever it may be small. */
  readonly isEstimate?: true;
};

/** A small count of which too little is left open. */
export type DeterminedCount = HiddenCount & { readonly interval: Interval };

/** Counts that are looked for, where it is not all of them. */
export type SearchScope = ReadonlySet<Variable> | undefined;

/** What stays open of a small count: as many values as a single rounded cell leaves by itself. */
export const LEAST_OPEN_VALUES = 5;

export const isSmall = (count: number): boolean => count > 0 && count < LEAST_OPEN_VALUES;

/** Hears, from time to time, of how many small counts it has been found out by now. */
export type ProgressListener = (checked: number, of: number) => void;
