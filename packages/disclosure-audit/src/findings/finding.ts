import type { HiddenCount, Interval, Variable } from '../system/linear-system.ts';

/** Values that must stay possible for a small count: as many as one rounded cell leaves by itself. */
export const LEAST_OPEN_VALUES = 5;

export const isSmall = (count: number): boolean => count > 0 && count < LEAST_OPEN_VALUES;

/** A small count with fewer possible values than `LEAST_OPEN_VALUES`. */
export type DeterminedCount = HiddenCount & { readonly interval: Interval };

/**
 * A count of which the attacker knows that the others' part exists and is small: its `interval` is within 1
 * to 4.
 */
export type InferredCount = HiddenCount & {
  readonly attacker: string;
  readonly own: number;
  readonly interval: Interval;
};

/** Counts to check; undefined for all. */
export type SearchScope = ReadonlySet<Variable> | undefined;

/** Receives the number of checked counts, of all, from time to time. */
export type ProgressListener = (checked: number, of: number) => void;
