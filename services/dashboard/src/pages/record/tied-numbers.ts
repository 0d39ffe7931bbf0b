import { type Box, hasRoom, type Room, touch } from '../../ui/map/free-room.ts';
import type { Point } from '../../ui/map/region-maps.ts';

/** A ring and its inside. */
export type Disc = { readonly middle: Point; readonly radius: number };

/** A line from a symbol to its number. */
export type Lead = readonly [from: Point, to: Point];

/** Position of a number, with a line to its symbol if it is outside. */
export type Tied = { readonly text: Point; readonly lead?: Lead };

/** The other rings, and the boxes of other numbers, names and lines. */
export type Surroundings = Room & { readonly others: readonly Disc[] };

type Size = Pick<Box, 'width' | 'height'>;
type Direction = readonly [cos: number, sin: number];

/** Half the width of a line, and the margin next to it. */
const AIR = 3;
const STEP = 5;
const DIRECTIONS = 48;
const SHORTEST = 12;
export const LONGEST_LEAD = 100;
/** Distance of a line's end from other rings, so that it is clear which ring it belongs to. */
const CLEAR_OF_RIMS = 6;
/** Penalty for crossing another ring, as an additional length of the line. */
const FOR_A_CROSSING = 30;
/** Penalty for a position inside a ring that contains this one. */
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

/** True if a ring contains another one completely. Numbers in the inner ring belong to the inner ring. */
export const holds = (outer: Disc, inner: Disc): boolean =>
  away(outer.middle, inner.middle) + inner.radius <= outer.radius;

/** Boxes along a line, to test other boxes for overlap with it. */
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
 * Places a ring's number inside it, near its centre. It touches no other ring, and is inside another one only if that contains
 * this ring: a number in an overlap could belong to either. Undefined if it does not fit.
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
 * Places a ring's number outside, with a line that ends at the ring. A line to its centre would suggest a point. Rings that do
 * not contain this ring are avoided.
 */
export function numberBeside(ring: Disc, size: Size, { others, ...room }: Surroundings): Tied | undefined {
  let best: { readonly tied: Tied; readonly cost: number } | undefined;
  for (const direction of directions(DIRECTIONS)) {
    const [cos, sin] = direction;
    const from: Point = [ring.middle[0] + ring.radius * cos, ring.middle[1] + ring.radius * sin];
    if (others.some(({ middle, radius }) => Math.abs(away(from, middle) - radius) < CLEAR_OF_RIMS)) continue;
    for (let long = SHORTEST; long <= LONGEST_LEAD; long += STEP) {
      if (best !== undefined && long >= best.cost) break;
      const { to, text } = endOf(from, direction, long, size);
      const box = boxAt(text, size);
      if (touchesDisc(box, ring) || !hasRoom(box, room)) continue;
      const touched = others.filter((other) => touchesDisc(box, other));
      const isTied =
        touched.every((other) => holds(other, ring) && !touchesRim(box, other)) &&
        isLineFree([from, to], room.taken);
      if (!isTied) continue;
      const crossed = others.filter((other) => crosses([from, to], other)).length;
      const cost = long + crossed * FOR_A_CROSSING + (touched.length === 0 ? 0 : FOR_A_WIDER_RING);
      if (best === undefined || cost < best.cost) best = { tied: { text, lead: [from, to] }, cost };
    }
  }
  return best?.tied;
}

/** Places a line's number on it, near its middle, or next to it with a short line. Rings are avoided. */
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

/** Returns the end of a line of this length, and the centre of a box there. */
function endOf([x, y]: Point, [cos, sin]: Direction, long: number, { width, height }: Size) {
  const to: Point = [x + long * cos, y + long * sin];
  const half = Math.min(width / 2 / Math.abs(cos), height / 2 / Math.abs(sin));
  return { to, text: [to[0] + half * cos, to[1] + half * sin] as Point };
}

function isLineFree(lead: Lead, taken: readonly Box[]): boolean {
  const around = boxAround(lead);
  const near = taken.filter((other) => touch(around, other));
  return near.length === 0 || !alongLine(lead, 1).some((piece) => near.some((other) => touch(piece, other)));
}

/** True if a line touches a ring or lies inside it. */
const crosses = (lead: Lead, disc: Disc): boolean =>
  touchesDisc(boxAround(lead), disc) && alongLine(lead, 1).some((piece) => touchesDisc(piece, disc));

/** The box of a whole line. What does not touch it touches no part of the line. */
const boxAround = ([[ax, ay], [bx, by]]: Lead): Box => ({
  x: (ax + bx) / 2,
  y: (ay + by) / 2,
  width: Math.abs(ax - bx) + 1,
  height: Math.abs(ay - by) + 1,
});

const directions = (number: number): readonly Direction[] =>
  Array.from({ length: number }, (_, n) => {
    const angle = (2 * Math.PI * n) / number;
    return [Math.cos(angle), Math.sin(angle)];
  });
