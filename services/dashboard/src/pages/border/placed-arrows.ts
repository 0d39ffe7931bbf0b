import type { Box } from '../../map/free-room.ts';
import type { Outlines } from '../../map/outlines.ts';
import { type Arrow, arrowOver, boxesOfArrow } from './arrows.ts';
import type { SegmentNumbers } from './segments.ts';

/** The drawing, in pixels: neighbours are seen far enough to know where an arrow leads. */
export const MAP = { width: 720, height: 700, margin: 0.09 } as const;
/** Of each arrow. */
export const LENGTH = 46;

type Directed = Pick<SegmentNumbers, 'code' | 'from' | 'to'>;

/** An arrow for each segment whose countries meet on the map, one after the other: away from names, and from those before where there is room. */
export function placedArrows<Segment extends Directed>(
  outlines: Outlines,
  segments: readonly Segment[],
  names: readonly Box[],
): readonly { readonly segment: Segment; readonly arrow: Arrow }[] {
  const others: Box[] = [];
  return segments.flatMap((segment) => {
    const share = shareOf(segment, segments);
    const arrow = arrowOver(outlines, segment, { length: LENGTH, share, names, others });
    if (arrow === undefined) return [];
    others.push(...boxesOfArrow(arrow));
    return [{ segment, arrow }];
  });
}

/** Named stretches of one segment stand beside each other along its border, and beside the rest of it. */
function shareOf({ code, from, to }: Directed, all: readonly Directed[]): number {
  const same = all.filter((one) => one.from === from && one.to === to);
  return (same.findIndex((one) => one.code === code) + 1) / (same.length + 1);
}
