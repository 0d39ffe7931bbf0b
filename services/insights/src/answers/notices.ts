import type { ReleaseNotice } from '@waylight/contracts/insights';
import type { Audience } from '@waylight/disclosure-control';
import { type ApprovedReleases, isOpenedByApproval, isReadable } from './is-readable.ts';
import type { ReleasedSnapshot } from './released-snapshot.ts';

export type Notice = {
  readonly notice: ReleaseNotice;
  /** Since when this reader may read the release: the store's revision that added it, or the `mark` of its approval. */
  readonly since: { readonly revision: number } | { readonly mark: number };
};

/** Releases that an audience may read, in order of publication. */
export function listNotices(
  snapshot: ReleasedSnapshot,
  approvedReleases: ApprovedReleases,
  audience: Audience,
): Notice[] {
  return snapshot.releases
    .filter(({ event }) => isReadable(event, approvedReleases, audience))
    .map(({ event, revision }) => ({
      since: isOpenedByApproval(event, audience)
        ? { mark: approvedReleases.approvalSequence(event.releaseId) ?? 0 }
        : { revision },
      notice: {
        releaseId: event.releaseId,
        tableId: event.tableId,
        period: event.period,
        audience: event.audience,
        roundingBase: event.roundingBase,
      },
    }));
}
