import { type Box, textBox, touch } from '../../services/dashboard/src/ui/map/free-room.ts';
import type { Point } from '../../services/dashboard/src/ui/map/region-maps.ts';
import { borderOf, type SharedBorder } from './borders.ts';
import type { Outlines } from './outlines.ts';

/** On which side of its place a text stands: as `text-anchor` has it. */
type Anchor = 'start' | 'middle' | 'end';

/** An arrow over a border, from its tail to its tip, in pixels, and where its number has room. */
export type Arrow = {
  readonly tail: Point;
  readonly tip: Point;
  readonly text: Point;
  readonly anchor: Anchor;
};

/** How far an arrow stands from the middle between both directions. */
const ASIDE = 9;
/** Over how much of a border its direction is taken. */
const WINDOW = 0.2;

/** Where else along a border is looked, where it is too crooked for an arrow at the place that was asked for, or a name stands there. */
const ELSEWHERE = [0, ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((step) => [0.05 * step, -0.05 * step])];

/** What the widest arrow takes on each side of its line, and over which length its head takes more. */
const HALF_SHAFT = 7;
const HALF_HEAD = 12;
const HEAD_LENGTH = 20;
/** The longest number that stands beside one, in the font of a narrow screen, where it takes most of the drawing: see charts.css. */
const LONGEST_NUMBER = '≈ 100';
const NUMBER_FONT = 24;
/** Half of what its digits are high. */
const HALF_NUMBER = 11;
/** Half of what a usual number is wide. */
const USUAL_NUMBER = 30;
/** How much a way may lean for a number to stand in the middle above it or below. */
const ABOVE = 0.15;

/** How bad a way is by itself, each worse than all that is less bad: where the other direction has no room, a number further off, a place further off. */
const COST = { back: 4, label: 0.3, step: 0.1 } as const;

/** A way in which an arrow can stand over its border, what it takes of the map, and how bad it is by itself: the less, the better. */
export type WayToStand = {
  readonly arrow: Arrow;
  /** Boxes of the arrow without its number. */
  readonly shaft: readonly Box[];
  readonly number: Box;
  /** Worse than any cost: on a name or cut off, in another country than it should, its number on the ground of a third. */
  readonly rank: number;
  readonly cost: number;
};

/**
 * The ways in which an arrow can cross the border of two neighbours at right angles, on the right-hand side of the way that it points, so
 * that both directions are seen. `share` is about how far along the border it stands: where its ends would lie in another country than they
 * should, its number on the ground of a third, or it or its number would touch one of `names`, other ways are better. None where they do not
 * meet on the map.
 */
export function waysOver(
  outlines: Outlines,
  { from, to }: { readonly from: string; readonly to: string },
  {
    length,
    share = 0.5,
    names = [],
  }: { readonly length: number; readonly share?: number; readonly names?: readonly Box[] },
): readonly WayToStand[] {
  const border = borderOf(outlines, from, to);
  if (border === undefined) return [];
  const isClear = ({ tail, tip }: Shaft) => border.isIn(from, tail) && border.isIn(to, tip);
  return ELSEWHERE.flatMap((step, far) => {
    const place = placeAt(border, share + step, { to, middle: outlines.middleOf(to) });
    if (place === undefined) return [];
    const [there, back] = [shaftAt(place, length, 1), shaftAt(place, length, -1)];
    const shaft = boxesOfShaft(there);
    const isOnName = isTaken(shaft, names);
    const isPlaced = isClear(there) && isClear(back);
    // Either direction alone could move: both stay beside each other where there is room for both.
    const hasNoWayBack = isTaken(boxesOfShaft(back), names);
    return numbersRound(place, there).map((text, n): WayToStand => {
      const [arrow, number] = [{ ...there, ...text }, boxOfNumber(text)];
      const isFree = !isOnName && isWhole(outlines, number) && !isTaken([number], names);
      const isOwn = isPlaced && isFree && isOnOwnGround(outlines, border, arrow, [from, to]);
      return {
        ...{ arrow, shaft, number },
        rank: isOwn ? 0 : isPlaced && isFree ? 1 : isPlaced ? 2 : 3,
        cost: (hasNoWayBack ? COST.back : 0) + n * COST.label + far * COST.step,
      };
    });
  });
}

/** Whether the drawing has room for all of a number. */
const isWhole = ({ isOnMap }: Outlines, { x, y, width, height }: Box): boolean =>
  [-0.5, 0.5].every((part) => isOnMap([x + part * width, y + part * height]));

export const isTaken = (parts: readonly Box[], boxes: readonly Box[]): boolean =>
  parts.some((part) => boxes.some((box) => touch(part, box)));

/** Boxes along an arrow that cover it, and hardly more: it is seldom upright. */
export function boxesOfShaft({ tail, tip }: Shaft): readonly Box[] {
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
  const [dx, dy] = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
  const count = Math.ceil(length / 4);
  const step = length / count;
  const parts = Array.from({ length: count }, (_, n): Box => {
    const [x, y] = away(tail, [dx, dy], (n + 0.5) * step);
    // The head is widest where it begins.
    const ahead = length - n * step;
    const half = ahead > HEAD_LENGTH ? HALF_SHAFT : (HALF_HEAD * ahead) / HEAD_LENGTH;
    return {
      ...{ x, y },
      width: 2 * half * Math.abs(dy) + step * Math.abs(dx),
      height: 2 * half * Math.abs(dx) + step * Math.abs(dy),
    };
  });
  return [{ x: tail[0], y: tail[1], width: 2 * HALF_SHAFT, height: 2 * HALF_SHAFT }, ...parts];
}

/** Towards which side of its place a text reaches. */
const REACHES: Readonly<Record<Anchor, number>> = { start: 1, middle: 0, end: -1 };

export function boxOfNumber({ text: [x, y], anchor }: Pick<Arrow, 'text' | 'anchor'>): Box {
  const box = textBox([x, y], LONGEST_NUMBER, NUMBER_FONT);
  return { ...box, x: x + (REACHES[anchor] * box.width) / 2, y };
}

/** Whether a number stands on the ground of one of the two, or on none: on a third it would read as that one's. */
function isOnOwnGround(
  { countries }: Outlines,
  { isIn }: SharedBorder,
  { text: [x, y], anchor }: Arrow,
  own: readonly string[],
): boolean {
  return [8, USUAL_NUMBER].every((along) => {
    const point: Point = [x + REACHES[anchor] * along, y];
    return own.some((code) => isIn(code, point)) || !countries.some(({ code }) => isIn(code, point));
  });
}

/** A place on a border, and the way from one country into the other there. */
type Place = { readonly at: Point; readonly way: Point };

function placeAt(
  border: SharedBorder,
  share: number,
  { to, middle }: { readonly to: string; readonly middle: Point | undefined },
): Place | undefined {
  // Both directions walk the line from the same end.
  const [at, before, after] = [share, share - WINDOW / 2, share + WINDOW / 2].map((part) =>
    pointAlong(border.line, part),
  );
  if (at === undefined || before === undefined || after === undefined) return undefined;
  const along = unit([after[0] - before[0], after[1] - before[1]]);
  const across: Point = [-along[1], along[0]];
  const isRightWay = liesOn(border, middle, { at, across, code: to });
  return { at, way: isRightWay ? across : [-across[0], -across[1]] };
}

type Shaft = Pick<Arrow, 'tail' | 'tip'>;

/** On which side of the middle it stands: 1 is the right-hand side of the way that it points, -1 that of the other direction. */
function shaftAt({ at, way }: Place, length: number, side: number): Shaft {
  const middle = away(at, rightOf(way), ASIDE * side);
  return { tail: away(middle, way, -length / 2), tip: away(middle, way, length / 2) };
}

/** Where a number can stand: beside the arrow, away from the other direction, where its head leaves room; behind its tail; before its tip. */
function numbersRound({ way }: Place, { tail, tip }: Shaft): readonly Pick<Arrow, 'text' | 'anchor'>[] {
  const right = rightOf(way);
  const back: Point = [-way[0], -way[1]];
  const left: Point = [-right[0], -right[1]];
  const middle: Point = [(tail[0] + tip[0]) / 2, (tail[1] + tip[1]) / 2];
  return [
    ...[-8, -20, 10].map((along) => numberAt(away(middle, way, along), right, HALF_SHAFT + 2)),
    numberAt(tail, back, HALF_SHAFT + 2),
    numberAt(tip, way, 5),
    ...[-8, -20, 10].map((along) => numberAt(away(middle, way, along), left, HALF_SHAFT + 2)),
  ];
}

/** A number that begins so far from a point, in that direction: above or below it, further where its half would come near. */
function numberAt(from: Point, direction: Point, distance: number): Pick<Arrow, 'text' | 'anchor'> {
  const [x, y] = away(from, direction, distance);
  const [dx, dy] = direction;
  if (Math.abs(dx) > ABOVE) return { text: [x, y + dy * HALF_NUMBER], anchor: dx > 0 ? 'start' : 'end' };
  const half = HALF_NUMBER + Math.abs(dx) * USUAL_NUMBER;
  return { text: [x, y + Math.sign(dy) * half], anchor: 'middle' };
}

/** On a map, whose y grows downwards. */
const rightOf = ([x, y]: Point): Point => [-y, x];

const away = ([x, y]: Point, [dx, dy]: Point, distance: number): Point => [
  x + dx * distance,
  y + dy * distance,
];

/** Whether a country lies where `across` points from a place on its border; asked ever further away, as borders are crooked. */
function liesOn(
  { isIn }: SharedBorder,
  middle: Point | undefined,
  { at, across, code }: { readonly at: Point; readonly across: Point; readonly code: string },
): boolean {
  for (const distance of [6, 12, 24]) {
    const isThere = isIn(code, [at[0] + across[0] * distance, at[1] + across[1] * distance]);
    const isBehind = isIn(code, [at[0] - across[0] * distance, at[1] - across[1] * distance]);
    if (isThere !== isBehind) return isThere;
  }
  return middle !== undefined && (middle[0] - at[0]) * across[0] + (middle[1] - at[1]) * across[1] > 0;
}

/** The point so far along a line: 0 is its first, 1 its last. */
export function pointAlong(line: readonly Point[], share: number): Point | undefined {
  const legs = line.slice(1).map((end, n) => {
    const start = line[n] ?? end;
    return { start, end, length: Math.hypot(end[0] - start[0], end[1] - start[1]) };
  });
  let left = Math.min(1, Math.max(0, share)) * legs.reduce((sum, { length }) => sum + length, 0);
  for (const { start, end, length } of legs) {
    if (left <= length && length > 0) {
      const part = left / length;
      return [start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part];
    }
    left -= length;
  }
  return line.at(-1);
}

function unit([x, y]: Point): Point {
  const length = Math.hypot(x, y);
  return length === 0 ? [1, 0] : [x / length, y / length];
}
