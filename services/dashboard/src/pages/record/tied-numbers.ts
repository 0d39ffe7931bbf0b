import { type Box, hasRoom, type Room, touch } from '../../ui/map/free-room.ts';
import type { Point } from '../../ui/map/region-maps.ts';

/** A ring, and all within it. */
export type Disc = { readonly middle: Point; readonly radius: number };

/** A line from a sign to the number that is its own. */
export type Lead = readonly [from: Point, to: Point];

/** Where a number stands, and what ties it to its sign where it stands outside. */
export type Tied = { readonly text: Point; readonly lead?: Lead };

/** The other rings, and what other numbers, names and lines take. */
export type Surroundings = Room & { readonly others: readonly Disc[] };

type Size = Pick<Box, 'width' | 'height'>;
type Direction = readonly [cos: number, sin: number];

/** Half the width of a line, and that much air beside it. */
const AIR = 3;
const STEP = 5;
const DIRECTIONS = 48;
const SHORTEST = 12;
export const LONGEST_LEAD = 100;
/** So far from other rings a line ends at its own, so that it is seen at which. */
const CLEAR_OF_RIMS = 6;
/** As long a line would be taken instead of one that crosses another ring. */
const FOR_A_CROSSING = 30;
/** Rather nearly anywhere than within a ring that holds this one. */
const FOR_A_WIDER_RING = 150;

const away = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

const boxAt = ([x, y]: Point, size: Size): Box => ({ x, y, ...size });

function nearest({ x, y, width, height }: Box, [px, py]: Point): number {
  return Math.hypot(Math.max(0, Math.abs(px - x) - width / 2), Math.max(0, Math.abs(py - y) - height / 2));
}

const farthest = ({ x, y, width, height }: Box, [px, py]: Point): number =>
  Math.hypot(Math.abs(px - x) + width / 2, Math.abs(py - y) + height / 2);

export const liesIn = (box: Box, { middle, radius }: Disc): boolean => farthest(box, middle) <= radius - AIR;

export const touchesDisc = (box: Box, { middle, radius }: Disc): boolean =>
  nearest(box, middle) <= radius + AIR;

export const touchesRim = (box: Box, disc: Disc): boolean =>
  touchesDisc(box, disc) && farthest(box, disc.middle) >= disc.radius - AIR;

/** Whether one ring holds another as a whole: what stands in the inner one is the inner one's. */
export const holds = (outer: Disc, inner: Disc): boolean =>
  away(outer.middle, inner.middle) + inner.radius <= outer.radius;

/** A line as boxes: what must not lie on it must not touch them. */
export function alongLine(points: readonly Point[], width: number): readonly Box[] {
  return points.slice(1).flatMap((to, n) => {
    const from = points[n] ?? to;
    const steps = Math.max(1, Math.ceil(away(from, to) / STEP));
    return Array.from({ length: steps + 1 }, (_, step) =>
      boxAt(between(from, to, step / steps), { width, height: width }),
    );
  });
}

const between = ([ax, ay]: Point, [bx, by]: Point, share: number): Point => [
  ax + (bx - ax) * share,
  ay + (by - ay) * share,
];

/**
 * The place of a ring's number within it, the nearest to its middle; undefined where it has no room. It touches no other ring and
 * stands in none but those that hold this one as a whole: where two overlap, a number would be either's.
 */
export function numberWithin(ring: Disc, size: Size, { others, ...room }: Surroundings): Tied | undefined {
  for (let far = 0; far < ring.radius; far += STEP)
    for (const [cos, sin] of directions(far === 0 ? 1 : DIRECTIONS)) {
      const text: Point = [ring.middle[0] + far * cos, ring.middle[1] + far * sin];
      const box = boxAt(text, size);
      const isApart = others.every((other) =>
        holds(other, ring) ? !touchesRim(box, other) : !touchesDisc(box, other),
      );
      if (liesIn(box, ring) && isApart && hasRoom(box, room)) return { text };
    }
  return undefined;
}

/**
 * The place of a ring's number outside of all that do not hold it, with a line that ends at its ring and leads nowhere into it: a line
 * to its middle would say a point.
 */
export function numberBeside(ring: Disc, size: Size, { others, ...room }: Surroundings): Tied | undefined {
  let best: { readonly tied: Tied; readonly cost: number } | undefined;
  for (const direction of directions(DIRECTIONS)) {
    const [cos, sin] = direction;
    const from: Point = [ring.middle[0] + ring.radius * cos, ring.middle[1] + ring.radius * sin];
    if (others.some(({ middle, radius }) => Math.abs(away(from, middle) - radius) < CLEAR_OF_RIMS)) continue;
    for (let long = SHORTEST; long <= LONGEST_LEAD; long += STEP) {
      const { to, text } = endOf(from, direction, long, size);
      const box = boxAt(text, size);
      const touched = others.filter((other) => touchesDisc(box, other));
      const isTied =
        !touchesDisc(box, ring) &&
        touched.every((other) => holds(other, ring) && !touchesRim(box, other)) &&
        hasRoom(box, room) &&
        isLineFree([from, to], room.taken);
      if (!isTied) continue;
      const crossed = others.filter((other) => crosses([from, to], other)).length;
      const cost = long + crossed * FOR_A_CROSSING + (touched.length === 0 ? 0 : FOR_A_WIDER_RING);
      if (best === undefined || cost < best.cost) best = { tied: { text, lead: [from, to] }, cost };
    }
  }
  return best?.tied;
}

/** The place of a line's number on it, the nearest to its middle, or beside it with a short line; in no ring. */
export function numberOnLine(
  line: readonly Point[],
  size: Size,
  { others, ...room }: Surroundings,
): Tied | undefined {
  const middle = line.length >> 1;
  const fromMiddle = line
    .map((point, n) => ({ point, off: Math.abs(n - middle) }))
    .sort((a, b) => a.off - b.off)
    .map(({ point }) => point);
  const isFree = (at: Point) =>
    hasRoom(boxAt(at, size), room) && !others.some((other) => touchesDisc(boxAt(at, size), other));
  const on = fromMiddle.find(isFree);
  if (on !== undefined) return { text: on };
  for (let long = SHORTEST; long <= LONGEST_LEAD; long += STEP)
    for (const from of fromMiddle)
      for (const direction of directions(DIRECTIONS)) {
        const { to, text } = endOf(from, direction, long, size);
        if (!isFree(text) || others.some((other) => crosses([from, to], other))) continue;
        if (isLineFree([from, to], room.taken)) return { text, lead: [from, to] };
      }
  return undefined;
}

/** The end of a line of that length, and the middle of what stands at it. */
function endOf([x, y]: Point, [cos, sin]: Direction, long: number, { width, height }: Size) {
  const to: Point = [x + long * cos, y + long * sin];
  const half = Math.min(width / 2 / Math.abs(cos), height / 2 / Math.abs(sin));
  return { to, text: [to[0] + half * cos, to[1] + half * sin] as Point };
}

const isLineFree = (lead: Lead, taken: readonly Box[]): boolean =>
  !alongLine(lead, 1).some((piece) => taken.some((other) => touch(piece, other)));

/** Whether a line meets a ring or lies in it. */
const crosses = ([from, to]: Lead, disc: Disc): boolean =>
  alongLine([from, to], 1).some((piece) => touchesDisc(piece, disc));

const directions = (number: number): readonly Direction[] =>
  Array.from({ length: number }, (_, n) => {
    const angle = (2 * Math.PI * n) / number;
    return [Math.cos(angle), Math.sin(angle)];
  });
