import { AUDIENCES, type Audience, SHARE_WITH, type ShareWith } from '@waylight/contracts/audiences';

/** Whether a release for this audience counts a report: yes if the report is shared with this audience or a wider one. */
export function countsFor(audience: Audience, shareWith: ShareWith): boolean {
  return SHARE_WITH.indexOf(shareWith) >= SHARE_WITH.indexOf(audience);
}

/** Whether readers of one audience may read a release for another: yes if the release's audience is the same or wider. */
export function mayRead(reader: Audience, releasedTo: Audience): boolean {
  return AUDIENCES.indexOf(reader) <= AUDIENCES.indexOf(releasedTo);
}

/**
 * Whether an audience is outside of the reporting organisations. A release to it needs the approval of every member, see
 * approval.ts.
 */
const EXTERNAL_AUDIENCES: readonly Audience[] = ['authorities', 'public'];

export function needsApproval(audience: Audience): boolean {
  return EXTERNAL_AUDIENCES.includes(audience);
}

/** Members read a release before its approval, because they decide on it. */
export function mayReadUnapproved(reader: Audience): boolean {
  return reader === 'partners';
}
