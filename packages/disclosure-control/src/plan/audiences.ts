import { AUDIENCES, type Audience, SHARE_WITH, type ShareWith } from '@waylight/contracts/audiences';

/** Whether a release for this audience counts a report: yes if the report is shared with this audience or a wider one. */
export function countsFor(audience: Audience, shareWith: ShareWith): boolean {
  return SHARE_WITH.indexOf(shareWith) >= SHARE_WITH.indexOf(audience);
}

/** Whether readers of one audience may read a release for another: yes if the release's audience is the same or wider. */
export function mayRead(reader: Audience, releasedTo: Audience): boolean {
  return AUDIENCES.indexOf(reader) <= AUDIENCES.indexOf(releasedTo);
}

const EXTERNAL_AUDIENCES = ['authorities', 'public'] as const satisfies readonly Audience[];
/** An audience outside of the reporting organisations. */
export type ExternalAudience = (typeof EXTERNAL_AUDIENCES)[number];

/** Whether a release for this audience needs the approval of every member, see approval.ts. An unknown audience needs none. */
export function needsApproval(audience: string): audience is ExternalAudience {
  return EXTERNAL_AUDIENCES.some((one) => one === audience);
}

/** Members read a release before its approval, because they decide on it. */
export function mayReadUnapproved(reader: Audience): boolean {
  return reader === 'partners';
}
