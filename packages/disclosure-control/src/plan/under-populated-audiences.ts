import { AUDIENCES, type Audience, SHARE_WITH, type ShareWith } from '@waylight/contracts/audiences';

/** Which circles a report counts for, by how widely it is shared. */
export type CountsFor = (audience: Audience, shareWith: ShareWith) => boolean;

/**
 * Moves layers that hold too little into the next narrower one: a layer is the reports that reach one circle and no wider, and what a
 * reader of two circles gets by subtracting. From the widest on: one under `least` is counted in the next narrower
 * layer, which may then be enough. What is left of the narrowest stays there.
 *
 * One organisation counts for at most half of `least`, however much it sends: otherwise it could open a layer by itself, and whoever
 * reads it would know whose reports they are.
 *
 * `received` holds how many reports of each organisation were received in the year before, by how widely they are shared; `least` is
 * for the same time.
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
    // A circle that no layer reaches would be released nothing but zeros.
    audiences: AUDIENCES.filter((audience) =>
      [...audienceOf.values()].some((target) => reaches(target, audience)),
    ),
  };
}

/** What organisations have together, of which none counts for more than `most`. */
function cappedTotal<Organisation>(
  parts: readonly ReadonlyMap<Organisation, number>[],
  most: number,
): number {
  const whole = new Map<Organisation, number>();
  for (const part of parts)
    for (const [organisation, count] of part) whole.set(organisation, (whole.get(organisation) ?? 0) + count);
  return [...whole.values()].reduce((all, count) => all + Math.min(count, most), 0);
}
