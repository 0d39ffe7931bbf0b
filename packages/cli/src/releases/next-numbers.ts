import type { NextNumbers } from '@waylight/contracts/insights';

/** Describes the date of the next numbers in a sentence. */
export function describeNext(next: NextNumbers | undefined): string {
  if (next === undefined) return 'The release plan has nothing for you.';
  const { period, day, needsApproval } = next;
  return needsApproval
    ? `The next numbers (${period}) are due on ${day} at the earliest, after approval by all member organisations.`
    : `The next numbers (${period}) are due on ${day}.`;
}

/** The next numbers as a document in JSON. */
export const nextDocument = (next: NextNumbers | undefined): { readonly next?: NextNumbers } =>
  next === undefined
    ? {}
    : { next: { period: next.period, day: next.day, needsApproval: next.needsApproval } };

/** The sentence for a reader without any release. */
export const describeNothingReleased = (next: NextNumbers | undefined): string =>
  `No numbers have been released to you yet. ${describeNext(next)}`;
