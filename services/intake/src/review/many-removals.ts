import type { ReviewCounts } from './review-rows.ts';

/** Step to which numbers are rounded down, so that a daily reader detects at most one report in five. */
const STEP = 5;

/**
 * Minimum number of removals to be marked, because one mistake in three reports is already a third. Fewer
 * removals are shown, but not marked.
 */
const MIN_REMOVALS = 5;

/**
 * An organisation is marked if at least one report in this many is removed. Mistakes alone are about one in
 * fifty.
 */
const REMOVAL_RATIO = 5;

/** True if an organisation removes so many reports that the operator should enquire. */
export function hasManyRemovals({ received, removed }: ReviewCounts): boolean {
  return removed >= MIN_REMOVALS && removed * REMOVAL_RATIO >= received;
}

export function roundDownToStep(count: number): number {
  return count - (count % STEP);
}
