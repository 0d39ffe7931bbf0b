import { borderOf, type SharedBorder } from '../../map/borders.ts';
import { type Box, textBox, touch } from '../../map/free-room.ts';
import type { Outlines, Point } from '../../map/outlines.ts';

/** An arrow over a border, from its tail to its tip, in pixels, and where its number has room. */
export type Arrow = { readonly tail: Point; readonly tip: Point; readonly text: Point };

/** How far an arrow stands from the middle between both directions, and a number from its arrow: it is wider than high. */
const ASIDE = 9;
const TEXT_ASIDE = { across: 16, along: 16 } as const;
/** Over how much of a border its direction is taken. */
const WINDOW = 0.2;

/** Where else along a border is looked, where it is too crooked for an arrow at the place that was asked for, or a name stands there. */
const ELSEWHERE = [0, ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((step) => [0.05 * step, -0.05 * step])];

/** What the widest arrow takes on each side of its line, and over which length its head takes more. */
const HALF_SHAFT = 7;
const HALF_HEAD = 12;
const HEAD_LENGTH = 20;
/** The longest number that stands beside one, as it reads. */
const LONGEST_NUMBER = '≈ 100';
const NUMBER_FONT = 15;

/**
 * An arrow that crosses the border of two neighbours at right angles, on the right-hand side of the way that it points, so
 * that both directions are seen. `share` is about how far along the border it stands: where its ends would lie in another
 * country than they should, or it or its number would touch one of `names`, it moves along. Undefined where they do not meet on the map.
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
  const places = ELSEWHERE.flatMap(
    (step) => placeAt(border, share + step, { to, middle: outlines.middleOf(to) }) ?? [],
  );
  const isClear = (place: Place) =>
    [-1, 1].every((side) => {
      const { tail, tip } = arrowAt(place, length, side);
      return border.isIn(from, tail) && border.isIn(to, tip);
    });
  // Either direction alone could move: both stay beside each other where there is room for both.
  const isFree = (place: Place) => [-1, 1].every((side) => !touchesAny(arrowAt(place, length, side), names));
  const isFreeAlone = (place: Place) => !touchesAny(arrowAt(place, length, 1), names);
  const isAlone = (place: Place) => isFree(place) && !touchesAny(arrowAt(place, length, 1), others);
  const clear = places.filter(isClear);
  const best = clear.find(isAlone) ?? clear.find(isFree) ?? clear.find(isFreeAlone) ?? clear[0] ?? places[0];
  return best === undefined ? undefined : arrowAt(best, length, 1);
}

/** Whether an arrow, or its number, touches one of these boxes; as if it were the widest. */
export function touchesAny(arrow: Arrow, boxes: readonly Box[]): boolean {
  const parts = boxesOfArrow(arrow);
  return boxes.some((box) => parts.some((part) => touch(part, box)));
}

/** What an arrow and its number take of a map. */
export function boxesOfArrow({ tail, tip, text }: Arrow): readonly Box[] {
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
  const count = Math.ceil(length / 4);
  const number = textBox([text[0], text[1] + 5], LONGEST_NUMBER, NUMBER_FONT);
  const parts = Array.from({ length: count + 1 }, (_, n) => {
    const half = length * (1 - n / count) < HEAD_LENGTH ? HALF_HEAD : HALF_SHAFT;
    return {
      x: tail[0] + ((tip[0] - tail[0]) * n) / count,
      y: tail[1] + ((tip[1] - tail[1]) * n) / count,
      width: 2 * half,
      height: 2 * half,
    };
  });
  return [...parts, number];
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

/** On which side of the middle it stands: 1 is the right-hand side of the way that it points, -1 that of the other direction. */
function arrowAt({ at, way }: Place, length: number, side: number): Arrow {
  const right: Point = [-way[1] * side, way[0] * side];
  const middle: Point = [at[0] + right[0] * ASIDE, at[1] + right[1] * ASIDE];
  const half = length / 2;
  const textAside = TEXT_ASIDE.across + Math.abs(right[0]) * TEXT_ASIDE.along;
  return {
    tail: [middle[0] - way[0] * half, middle[1] - way[1] * half],
    tip: [middle[0] + way[0] * half, middle[1] + way[1] * half],
    text: [middle[0] + right[0] * textAside, middle[1] + right[1] * textAside],
  };
}

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
