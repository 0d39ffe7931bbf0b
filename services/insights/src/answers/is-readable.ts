import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { type Audience, mayRead, mayReadUnapproved, needsApproval } from '@waylight/disclosure-control';

/** What members have approved of the releases to authorities and the public. */
export type ApprovedReleases = {
  /** Grows with each approval; undefined where a release is not approved, whatever the reason. */
  readonly approvalSequence: (releaseId: string) => number | undefined;
};

type ReleaseRef = Pick<ReleaseEvent, 'releaseId' | 'audience'>;

/**
 * The one place where it is decided whether there is a release for a reader. Every answer is made of those that there are: any
 * other is answered like one that is not there, whether it was never approved, objected to, too late, or withdrawn.
 */
export function isReadable(
  release: ReleaseRef,
  approvedReleases: ApprovedReleases,
  readerAudience: Audience,
): boolean {
  if (!mayRead(readerAudience, audienceOrNarrowest(release.audience))) return false;
  return (
    !isOpenedByApproval(release, readerAudience) ||
    approvedReleases.approvalSequence(release.releaseId) !== undefined
  );
}

/** Whether it is an approval that opens a release to this reader, and not its publication. */
export function isOpenedByApproval({ audience }: ReleaseRef, readerAudience: Audience): boolean {
  return needsApproval(audienceOrNarrowest(audience)) && !mayReadUnapproved(readerAudience);
}
