import type { ReviewCounts } from './review-rows.ts';

/** Numbers are rounded down to this step, so that a daily reader detects at most one report in five. */
const STEP = 5;

/** Minimum to be marked: of three reports, one mistake is a third. Fewer removals are shown and not marked. */
const MIN_REMOVALS = 5;

/** Marked from one removal in this many; mistakes alone are about one in fifty. */
const REMOVAL_RATIO = 5;

/** True if an organisation removes so many reports that the operator should enquire. */
export function hasManyRemovals({ received, removed }: ReviewCounts): boolean {
  return removed >= MIN_REMOVALS && removed * REMOVAL_RATIO >= received;
}

export function roundDownToStep(count: number): number {
  return count - (count % STEP);
}
