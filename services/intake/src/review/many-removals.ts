import type { ReviewCounts } from './review-rows.ts';

/** In these steps numbers are told: who asks every day notices one report in five at most. */
const STEP = 5;

/**
 * From so many on: mistakes are few, and of three reports one is a third. Putting in fewer, and taking them back, is seen in the numbers
 * and not pointed at, because it looks like everybody's mistakes.
 */
const MIN_REMOVALS = 5;

/** One of so many: where nothing but mistakes is taken back it is about one of fifty. */
const REMOVAL_RATIO = 5;

/** Whether an organisation takes back so much that somebody should ask why. */
export function hasManyRemovals({ received, removed }: ReviewCounts): boolean {
  return removed >= MIN_REMOVALS && removed * REMOVAL_RATIO >= received;
}

export function roundDownToStep(count: number): number {
  return count - (count % STEP);
}
