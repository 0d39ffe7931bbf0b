import { type Box, touch } from '../../services/dashboard/src/ui/map/free-room.ts';
import { type Arrow, isTaken, type WayToStand, waysOver } from './arrows.ts';
import type { Outlines } from './outlines.ts';
import { withoutClashes } from './without-clashes.ts';

/** The drawing, in pixels: neighbours are seen far enough to know where an arrow leads. */
export const MAP = { width: 720, height: 700, margin: 0.09 } as const;
/** Of each arrow. */
export const LENGTH = 46;

type Directed = { readonly code: string; readonly from: string; readonly to: string };

/**
 * An arrow for each segment whose countries meet on the map: away from names, and neither it nor its number on another one or on the number of
 * another one, where there is room for all.
 */
export function placedArrows<Segment extends Directed>(
  outlines: Outlines,
  segments: readonly Segment[],
  names: readonly Box[],
): readonly { readonly segment: Segment; readonly arrow: Arrow }[] {
  const drawn = segments.flatMap((segment) => {
    const share = shareOf(segment, segments);
    const ways = waysOver(outlines, segment, { length: LENGTH, share, names });
    const rank = Math.min(...ways.map((way) => way.rank));
    const [first, ...more] = ways
      .filter((way) => way.rank === rank)
      .sort((a, b) => a.cost - b.cost)
      .map((way) => standingOf(segment, way));
    return first === undefined ? [] : [[first, ...more] as const];
  });
  return withoutClashes(drawn, clash, ({ way }) => way.cost).map(({ segment, way }) => ({
    segment,
    arrow: way.arrow,
  }));
}

/** An arrow in one of its ways. */
type Standing<Segment extends Directed = Directed> = {
  readonly segment: Segment;
  readonly way: WayToStand;
  readonly number: readonly Box[];
  /** What holds all of it: most others are far from it. */
  readonly around: Box;
};

const standingOf = <Segment extends Directed>(segment: Segment, way: WayToStand): Standing<Segment> => ({
  ...{ segment, way, number: [way.number] },
  around: boxAround([...way.shaft, way.number]),
});

/** Whether one lies on the other, or a number on the other or its number. Both directions of a border stand as near as they should. */
function clash(a: Standing, b: Standing): boolean {
  if (!touch(a.around, b.around)) return false;
  const areOpposite = a.segment.from === b.segment.to && a.segment.to === b.segment.from;
  return (
    (!areOpposite && isTaken(a.way.shaft, b.way.shaft)) ||
    isTaken(a.number, b.way.shaft) ||
    isTaken(b.number, a.way.shaft) ||
    isTaken(a.number, b.number)
  );
}

function boxAround(boxes: readonly Box[]): Box {
  const edges = (at: 'x' | 'y', size: 'width' | 'height') => {
    const from = Math.min(...boxes.map((box) => box[at] - box[size] / 2));
    const to = Math.max(...boxes.map((box) => box[at] + box[size] / 2));
    return { middle: (from + to) / 2, size: to - from };
  };
  const [x, y] = [edges('x', 'width'), edges('y', 'height')];
  return { x: x.middle, y: y.middle, width: x.size, height: y.size };
}

/** Named stretches of one segment stand beside each other along its border, and beside the rest of it. */
function shareOf({ code, from, to }: Directed, all: readonly Directed[]): number {
  const same = all.filter((one) => one.from === from && one.to === to);
  return (same.findIndex((one) => one.code === code) + 1) / (same.length + 1);
}
