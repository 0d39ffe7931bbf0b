import { type Box, textBox, touch } from '../../services/dashboard/src/ui/map/free-room.ts';
import type { Point } from '../../services/dashboard/src/ui/map/region-maps.ts';
import { borderOf, type SharedBorder } from './borders.ts';
import type { Outlines } from './outlines.ts';

/** Alignment of a text at its position, as in `text-anchor`. */
type Anchor = 'start' | 'middle' | 'end';

/** An arrow over a border, from its tail to its tip, in pixels, with the position of its number. */
export type Arrow = {
  readonly tail: Point;
  readonly tip: Point;
  readonly text: Point;
  readonly anchor: Anchor;
};

/** Distance of an arrow from the middle between both directions. */
const ASIDE = 9;
/** Share of a border over which its direction is computed. */
const WINDOW = 0.2;

/** Offsets along a border that are tried if an arrow does not fit at the wanted position. */
const ELSEWHERE = [0, ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((step) => [0.05 * step, -0.05 * step])];

/** Half widths of the widest arrow, and the length of its head. */
const HALF_SHAFT = 7;
const HALF_HEAD = 12;
const HEAD_LENGTH = 20;
/**
 * The longest number next to an arrow, in the font of a narrow screen, which is the largest relative to the map; see charts.css.
 */
const LONGEST_NUMBER = '≈ 100';
const NUMBER_FONT = 24;
/** Half the height of its digits. */
const HALF_NUMBER = 11;
/** Half the width of a typical number. */
const USUAL_NUMBER = 30;
/** Largest slope at which a number is placed centrally above or below its arrow. */
const ABOVE = 0.15;

/** Costs of a candidate: no room for the opposite direction, a number further off, a position further off. */
const COST = { back: 4, label: 0.3, step: 0.1 } as const;

/** A candidate placement of an arrow with its number. */
export type WayToStand = {
  readonly arrow: Arrow;
  /** Boxes of the arrow without its number. */
  readonly shaft: readonly Box[];
  readonly number: Box;
  /**
   * Takes precedence over the cost: 0 if everything fits; worse if it overlaps a name, is cut off, or lies in a wrong country.
   */
  readonly rank: number;
  readonly cost: number;
};

/**
 * Candidates for an arrow that crosses the border of two neighbours at right angles. It is right of the border's middle in its
 * direction, so that both directions are visible. `share` is the wanted position along the border. `names` are boxes to avoid.
 * Empty if the countries have no common border on the map.
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
    // A single direction could move elsewhere, but both directions stay next to each other if both fit.
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

/** True if a number is completely on the map. */
const isWhole = ({ isOnMap }: Outlines, { x, y, width, height }: Box): boolean =>
  [-0.5, 0.5].every((part) => isOnMap([x + part * width, y + part * height]));

export const isTaken = (parts: readonly Box[], boxes: readonly Box[]): boolean =>
  parts.some((part) => boxes.some((box) => touch(part, box)));

/** Boxes along an arrow that cover it closely, because few arrows are vertical. */
export function boxesOfShaft({ tail, tip }: Shaft): readonly Box[] {
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
  const [dx, dy] = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
  const count = Math.ceil(length / 4);
  const step = length / count;
  const parts = Array.from({ length: count }, (_, n): Box => {
    const [x, y] = away(tail, [dx, dy], (n + 0.5) * step);
    // The head is widest at its base.
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

/** Direction in which a text extends from its position. */
const REACHES: Readonly<Record<Anchor, number>> = { start: 1, middle: 0, end: -1 };

export function boxOfNumber({ text: [x, y], anchor }: Pick<Arrow, 'text' | 'anchor'>): Box {
  const box = textBox([x, y], LONGEST_NUMBER, NUMBER_FONT);
  return { ...box, x: x + (REACHES[anchor] * box.width) / 2, y };
}

/**
 * True if a number is on the ground of one of the two countries, or of none. On a third it would seem to belong to that country.
 */
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

/** A point on a border, and the direction from one country into the other there. */
type Place = { readonly at: Point; readonly way: Point };

function placeAt(
  border: SharedBorder,
  share: number,
  { to, middle }: { readonly to: string; readonly middle: Point | undefined },
): Place | undefined {
  // Both directions follow the line from the same end.
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

/** `side` is 1 for the right-hand side of the direction, and -1 for the side of the opposite direction. */
function shaftAt({ at, way }: Place, length: number, side: number): Shaft {
  const middle = away(at, rightOf(way), ASIDE * side);
  return { tail: away(middle, way, -length / 2), tip: away(middle, way, length / 2) };
}

/** Positions for a number: next to the arrow, away from the opposite direction; behind its tail; before its tip. */
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

/** Places a number at a distance from a point in a direction. It is centred above or below, further away the wider it is. */
function numberAt(from: Point, direction: Point, distance: number): Pick<Arrow, 'text' | 'anchor'> {
  const [x, y] = away(from, direction, distance);
  const [dx, dy] = direction;
  if (Math.abs(dx) > ABOVE) return { text: [x, y + dy * HALF_NUMBER], anchor: dx > 0 ? 'start' : 'end' };
  const half = HALF_NUMBER + Math.abs(dx) * USUAL_NUMBER;
  return { text: [x, y + Math.sign(dy) * half], anchor: 'middle' };
}

/** The y axis of a map points downwards. */
const rightOf = ([x, y]: Point): Point => [-y, x];

const away = ([x, y]: Point, [dx, dy]: Point, distance: number): Point => [
  x + dx * distance,
  y + dy * distance,
];

/**
 * True if a country lies in the direction `across` from a point on its border. Tested at growing distances, because borders are
 * crooked.
 */
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

/** The point at a share of a line's length: 0 is the first point, 1 the last. */
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
