import { borderOf, type SharedBorder } from '../../map/borders.ts';
import { type Box, textBox, touch } from '../../map/free-room.ts';
import type { Outlines, Point } from '../../map/outlines.ts';

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

/** How bad it is where an arrow cannot stand as it should, each worse than all that is less bad; then how far it has moved. */
const COST = { name: 100, other: 10, back: 4, label: 0.3, step: 0.1 } as const;

/**
 * An arrow that crosses the border of two neighbours at right angles, on the right-hand side of the way that it points, so
 * that both directions are seen. `share` is about how far along the border it stands: where its ends would lie in another
 * country than they should, its number on the ground of a third, or it or its number would touch one of `names`, it moves
 * along, or the number round it. Undefined where they do not meet on the map.
 */
export function arrowOver(
  outlines: Outlines,
  { from, to }: { readonly from: string; readonly to: string },
  {
    length,
    share = 0.5,
    names = [],
    others = [],
  }: {
    readonly length: number;
    readonly share?: number;
    readonly names?: readonly Box[];
    /** What stands there already, and is touched rather than a name is. */
    readonly others?: readonly Box[];
  },
): Arrow | undefined {
  const border = borderOf(outlines, from, to);
  if (border === undefined) return undefined;
  const ways = ELSEWHERE.flatMap((step, far) => {
    const place = placeAt(border, share + step, { to, middle: outlines.middleOf(to) });
    return place === undefined ? [] : waysToStand(outlines, place, { length, far, names, others });
  }).sort((a, b) => a.cost - b.cost);
  const isClear = ({ there, back }: WayToStand) =>
    [there, back].every(({ tail, tip }) => border.isIn(from, tail) && border.isIn(to, tip));
  const free = ways.filter(({ cost }) => cost < COST.name);
  const best =
    free.find((way) => isClear(way) && isOnOwnGround(outlines, border, way.there, [from, to])) ??
    free.find(isClear) ??
    ways.find(isClear) ??
    ways[0];
  return best?.there;
}

/** Whether an arrow, or its number, touches one of these boxes; as if it were the widest. */
export const touchesAny = (arrow: Arrow, boxes: readonly Box[]): boolean =>
  boxesOfArrow(arrow).some((part) => isTaken(part, boxes));

const isTaken = (part: Box, boxes: readonly Box[]): boolean => boxes.some((box) => touch(part, box));

/** What an arrow and its number take of a map. */
export const boxesOfArrow = (arrow: Arrow): readonly Box[] => [...boxesOfShaft(arrow), boxOfNumber(arrow)];

function boxesOfShaft({ tail, tip }: Shaft): readonly Box[] {
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
  const count = Math.ceil(length / 4);
  return Array.from({ length: count + 1 }, (_, n) => {
    const half = length * (1 - n / count) < HEAD_LENGTH ? HALF_HEAD : HALF_SHAFT;
    return {
      x: tail[0] + ((tip[0] - tail[0]) * n) / count,
      y: tail[1] + ((tip[1] - tail[1]) * n) / count,
      width: 2 * half,
      height: 2 * half,
    };
  });
}

/** Towards which side of its place a text reaches. */
const REACHES: Readonly<Record<Anchor, number>> = { start: 1, middle: 0, end: -1 };

function boxOfNumber({ text: [x, y], anchor }: Pick<Arrow, 'text' | 'anchor'>): Box {
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

/** An arrow with its number somewhere round it, what the other direction's would take beside it, and how bad that is. */
type WayToStand = { readonly there: Arrow; readonly back: Shaft; readonly cost: number };

function waysToStand(
  { isOnMap }: Outlines,
  place: Place,
  {
    length,
    far,
    names,
    others,
  }: {
    readonly length: number;
    /** How many places were nearer to what was asked for. */
    readonly far: number;
    readonly names: readonly Box[];
    readonly others: readonly Box[];
  },
): readonly WayToStand[] {
  const [there, back] = [shaftAt(place, length, 1), shaftAt(place, length, -1)];
  const [parts, partsBack] = [boxesOfShaft(there), boxesOfShaft(back)];
  const isShaftTaken = (boxes: readonly Box[]) => parts.some((part) => isTaken(part, boxes));
  const [onName, onOther] = [isShaftTaken(names), isShaftTaken(others)];
  const hasNoWayBack = partsBack.some((part) => isTaken(part, names));
  return numbersRound(place, there).map((number, n) => {
    const box = boxOfNumber(number);
    const isWhole = [-0.5, 0.5].every((part) =>
      isOnMap([box.x + part * box.width, box.y + part * box.height]),
    );
    const costs = [
      onName || !isWhole || isTaken(box, names) ? COST.name : 0,
      onOther || isTaken(box, others) ? COST.other : 0,
      // Either direction alone could move: both stay beside each other where there is room for both.
      hasNoWayBack ? COST.back : 0,
      n * COST.label,
      far * COST.step,
    ];
    return { there: { ...there, ...number }, back, cost: costs.reduce((sum, cost) => sum + cost, 0) };
  });
}

/** On which side of the middle it stands: 1 is the right-hand side of the way that it points, -1 that of the other direction. */
function shaftAt({ at, way }: Place, length: number, side: number): Shaft {
  const middle = away(at, rightOf(way), ASIDE * side);
  return { tail: away(middle, way, -length / 2), tip: away(middle, way, length / 2) };
}

/** Where a number can stand: beside the arrow, away from the other direction, where its head leaves room; behind its tail; before its tip. */
function numbersRound({ way }: Place, { tail, tip }: Shaft): readonly Pick<Arrow, 'text' | 'anchor'>[] {
  const right = rightOf(way);
  const back: Point = [-way[0], -way[1]];
  const middle: Point = [(tail[0] + tip[0]) / 2, (tail[1] + tip[1]) / 2];
  return [
    ...[-8, -20, 10].map((along) => numberAt(away(middle, way, along), right, HALF_SHAFT + 2)),
    numberAt(tail, back, 5),
    numberAt(tip, way, 5),
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
