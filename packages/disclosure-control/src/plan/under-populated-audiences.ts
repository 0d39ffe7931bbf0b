import { AUDIENCES, type Audience, SHARE_WITH, type ShareWith } from '@waylight/contracts/audiences';

/** Whether a release for an audience counts reports shared this widely. */
export type CountsFor = (audience: Audience, shareWith: ShareWith) => boolean;

/**
 * Merges under-populated audiences into the next narrower one, from the widest on. A reader of two releases can subtract them, and
 * so obtain the reports that are shared with exactly one audience. If these reports are fewer than `least`, the next narrower
 * audience counts them, and may then reach the threshold. The narrowest audience always keeps its reports.
 *
 * One organisation contributes at most half of `least`. Otherwise it could reach the threshold alone, and readers would know whose
 * reports these are.
 *
 * `received` contains the number of reports received from each organisation in the year before, by sharing. `least` refers to the
 * same year.
 */
export function mergeUnderPopulatedAudiences<Organisation>(
  received: ReadonlyMap<ShareWith, ReadonlyMap<Organisation, number>>,
  least: number,
): { readonly countsFor: CountsFor; readonly audiences: readonly Audience[] } {
  const audienceOf = new Map<ShareWith, Audience>(AUDIENCES.map((audience) => [audience, audience]));
  for (const audience of AUDIENCES.slice(1).toReversed()) {
    const shared = [...audienceOf]
      .filter(([, target]) => target === audience)
      .map(([shareWith]) => shareWith);
    const total = cappedTotal(
      shared.map((shareWith) => received.get(shareWith) ?? new Map()),
      least / 2,
    );
    const narrower = AUDIENCES[AUDIENCES.indexOf(audience) - 1];
    if (total >= least || narrower === undefined) continue;
    for (const shareWith of shared) audienceOf.set(shareWith, narrower);
  }
  const reaches = (target: Audience, audience: Audience): boolean =>
    SHARE_WITH.indexOf(target) >= SHARE_WITH.indexOf(audience);
  const countsFor: CountsFor = (audience, shareWith) => {
    const target = audienceOf.get(shareWith);
    return target !== undefined && reaches(target, audience);
  };
  return {
    countsFor,
    // Releases for any other audience would contain only zeros.
    audiences: AUDIENCES.filter((audience) =>
      [...audienceOf.values()].some((target) => reaches(target, audience)),
    ),
  };
}

/** Returns the number of reports of all organisations. Each organisation contributes at most `most`. */
function cappedTotal<Organisation>(
  parts: readonly ReadonlyMap<Organisation, number>[],
  most: number,
): number {
  const whole = new Map<Organisation, number>();
  for (const part of parts)
    for (const [organisation, count] of part) whole.set(organisation, (whole.get(organisation) ?? 0) + count);
  return [...whole.values()].reduce((all, count) => all + Math.min(count, most), 0);
}
