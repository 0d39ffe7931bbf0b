import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { type Audience, mayRead, mayReadUnapproved, needsApproval } from '@waylight/disclosure-control';

/** Approvals of releases to authorities and the public. */
export type ApprovedReleases = {
  /** A number that increases with each approval; undefined for a release that is not approved. */
  readonly approvalSequence: (releaseId: string) => number | undefined;
};

type ReleaseRef = Pick<ReleaseEvent, 'releaseId' | 'audience'>;

/**
 * The one decision on whether a reader may read a release. Every other release is answered like one that does not exist:
 * whether it was never approved, objected to, expired or withdrawn.
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

/** True if this reader may read the release only after its approval, not already after its publication. */
export function isOpenedByApproval({ audience }: ReleaseRef, readerAudience: Audience): boolean {
  return needsApproval(audienceOrNarrowest(audience)) && !mayReadUnapproved(readerAudience);
}
