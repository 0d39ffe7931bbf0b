import type { HiddenCount, Interval, Variable } from '../system/linear-system.ts';

/**
 * Minimum number of values that must stay possible for a count that may be small. A single rounded cell
 * leaves this many too.
 */
export const LEAST_OPEN_VALUES = 5;

export const isSmall = (count: number): boolean => count > 0 && count < LEAST_OPEN_VALUES;

/** True if the interval contains a small count. */
export const canBeSmall = ({ least, most }: Interval): boolean => least < LEAST_OPEN_VALUES && most > 0;

/**
 * The rule for outsiders: a count that may be small has fewer than `LEAST_OPEN_VALUES` possible values. The
 * true count plays no part. Otherwise an accepted draw would show that all other such counts are 0 or large.
 */
export const isDetermined = (interval: Interval): boolean =>
  canBeSmall(interval) && interval.most - interval.least + 1 < LEAST_OPEN_VALUES;

/** A count that is determined; see `isDetermined`. */
export type DeterminedCount = HiddenCount & { readonly interval: Interval };

/**
 * A count of which the attacker knows that other organisations have a part in it, and that this part is
 * small: its `interval` is within 1 to 4.
 */
export type InferredCount = HiddenCount & {
  readonly attacker: string;
  readonly own: number;
  readonly interval: Interval;
};

/** Counts to check; undefined means all counts. */
export type SearchScope = ReadonlySet<Variable> | undefined;

/** Receives at intervals how many of the counts have been checked. */
export type ProgressListener = (checked: number, of: number) => void;
