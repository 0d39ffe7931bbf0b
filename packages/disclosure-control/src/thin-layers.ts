import { AUDIENCES, type Audience, SHARE_WITH, type ShareWith } from './audiences.ts';

/** Which circles a report counts for, by how widely it is shared. */
export type CountsFor = (audience: Audience, shareWith: ShareWith) => boolean;

/**
 * Moves layers that hold too little into the next narrower one: a layer is the reports that reach one circle and no wider, and what a
 * reader of two circles gets by subtracting. From the widest on: one under `least` is counted in the next narrower
 * layer, which may then be enough. What is left of the narrowest stays there.
 *
 * `received` holds how many reports were received in the year before, by how widely they are shared; `least` is for the same time.
 */
export function layersThatHold(
  received: ReadonlyMap<ShareWith, number>,
  least: number,
): { readonly countsFor: CountsFor; readonly circles: readonly Audience[] } {
  const layerOf = new Map<ShareWith, Audience>(AUDIENCES.map((audience) => [audience, audience]));
  for (const audience of AUDIENCES.slice(1).toReversed()) {
    const shared = [...layerOf].filter(([, layer]) => layer === audience).map(([shareWith]) => shareWith);
    const held = shared.reduce((all, shareWith) => all + (received.get(shareWith) ?? 0), 0);
    const narrower = AUDIENCES[AUDIENCES.indexOf(audience) - 1];
    if (held >= least || narrower === undefined) continue;
    for (const shareWith of shared) layerOf.set(shareWith, narrower);
  }
  const reaches = (layer: Audience, audience: Audience): boolean =>
    SHARE_WITH.indexOf(layer) >= SHARE_WITH.indexOf(audience);
  const countsFor: CountsFor = (audience, shareWith) => {
    const layer = layerOf.get(shareWith);
    return layer !== undefined && reaches(layer, audience);
  };
  return {
    countsFor,
    // A circle that no layer reaches would be released nothing but zeros.
    circles: AUDIENCES.filter((audience) => [...layerOf.values()].some((layer) => reaches(layer, audience))),
  };
}
