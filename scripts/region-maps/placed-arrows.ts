import { type Box, touch } from '../../services/dashboard/src/ui/map/free-room.ts';
import { type Arrow, isTaken, type WayToStand, waysOver } from './arrows.ts';
import type { Outlines } from './outlines.ts';
import { withoutClashes } from './without-clashes.ts';

/** Size of the drawing, in pixels. The margin shows enough of the neighbours to see where an arrow points. */
export const MAP = { width: 720, height: 700, margin: 0.09 } as const;
/** Length of each arrow. */
export const LENGTH = 46;

type Directed = { readonly code: string; readonly from: string; readonly to: string };

/**
 * Returns an arrow for each segment whose countries share a border on the map. Arrows and numbers avoid names and each other if
 * possible.
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

/** A segment with one of its candidates. */
type Standing<Segment extends Directed = Directed> = {
  readonly segment: Segment;
  readonly way: WayToStand;
  readonly number: readonly Box[];
  /** Box around arrow and number, for a fast test: most arrows are far apart. */
  readonly around: Box;
};

const standingOf = <Segment extends Directed>(segment: Segment, way: WayToStand): Standing<Segment> => ({
  ...{ segment, way, number: [way.number] },
  around: boxAround([...way.shaft, way.number]),
});

/**
 * True if two arrows overlap, or a number overlaps the other arrow or its number. Arrows of opposite directions are close by
 * design.
 */
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

/** Position along the border: named stretches of a segment are next to each other. */
function shareOf({ code, from, to }: Directed, all: readonly Directed[]): number {
  const same = all.filter((one) => one.from === from && one.to === to);
  return (same.findIndex((one) => one.code === code) + 1) / (same.length + 1);
}
