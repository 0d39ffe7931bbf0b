/**
 * Who may count a report, from narrow to wide: its own organisation, its country's node, the seven member
 * organisations, the network that reports through them, authorities, everyone. One ordered field of each report.
 */
export const SHARE_WITH = [
  'organisation',
  'country',
  'partners',
  'network',
  'authorities',
  'public',
] as const;
export type ShareWith = (typeof SHARE_WITH)[number];

/** The circles of readers for which releases are made. What is shared less widely than partners is in no release. */
export const AUDIENCES = ['partners', 'network', 'authorities', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whether a release for this audience counts a report shared this widely: yes where sharing reaches the audience. */
export function countsFor(audience: Audience, shareWith: ShareWith): boolean {
  return SHARE_WITH.indexOf(shareWith) >= SHARE_WITH.indexOf(audience);
}

/**
 * The one audience layer in which a report lies. Every report is in exactly one or, shared less widely than partners,
 * in none; an audience counts its own layer and all wider ones.
 */
export function widestAudienceOf(shareWith: ShareWith): Audience | undefined {
  return AUDIENCES.find((audience) => audience === shareWith);
}

/** The audience layers whose sum a release for this audience counts, narrowest first. */
export function sameOrWiderAudiences(audience: Audience): readonly Audience[] {
  return AUDIENCES.slice(AUDIENCES.indexOf(audience));
}

/** Whether a reader of one circle may read what was released to another: what is for a wider circle is for it too. */
export function mayRead(reader: Audience, releasedTo: Audience): boolean {
  return AUDIENCES.indexOf(reader) <= AUDIENCES.indexOf(releasedTo);
}

/** The circles outside of those who report: what leaves to them needs the approval of every member, see approval.ts. */
const EXTERNAL_AUDIENCES: readonly Audience[] = ['authorities', 'public'];

export function needsApproval(audience: Audience): boolean {
  return EXTERNAL_AUDIENCES.includes(audience);
}

/** Whether a reader sees a release before it is approved: members do, because they are to judge it. */
export function mayReadUnapproved(reader: Audience): boolean {
  return reader === 'partners';
}
