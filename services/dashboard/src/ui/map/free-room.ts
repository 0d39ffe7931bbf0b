import type { Point } from './region-maps.ts';

/** Bounding box of a text or sign in a drawing: its centre and size, in pixels. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const touch = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

/** Occupied boxes of a drawing, and its size. */
export type Room = { readonly taken: readonly Box[]; readonly within: Pick<Box, 'width' | 'height'> };

/** True if a box is completely within the drawing and overlaps no occupied box. */
export function hasRoom({ x, y, width, height }: Box, { taken, within }: Room): boolean {
  const isWhole =
    x - width / 2 >= 0 &&
    x + width / 2 <= within.width &&
    y - height / 2 >= 0 &&
    y + height / 2 <= within.height;
  return isWhole && !taken.some((other) => touch({ x, y, width, height }, other));
}

/** Approximate width of a letter relative to its font size, rounded up. */
const LETTER = 0.6;

/** The box of a text with `text-anchor: middle` at a position. */
export function textBox([x, y]: Point, text: string, fontSize: number): Box {
  return { x, y: y - fontSize * 0.35, width: text.length * fontSize * LETTER + 4, height: fontSize + 2 };
}

const DIRECTIONS = 16;
const STEP = 6;

/**
 * Returns the position nearest to `at` for a box of this size within the drawing that overlaps no occupied box. Undefined if
 * there is none within `reach` pixels. `isFree` tests a box for other obstacles.
 */
export function freeRoom(
  [x, y]: Point,
  size: Pick<Box, 'width' | 'height'>,
  {
    reach,
    isFree = () => true,
    ...room
  }: Room & { readonly reach: number; readonly isFree?: (box: Box) => boolean },
): Point | undefined {
  for (let away = 0; away <= reach; away += STEP)
    for (let direction = 0; direction < (away === 0 ? 1 : DIRECTIONS); direction += 1) {
      const angle = (2 * Math.PI * direction) / DIRECTIONS;
      const place: Point = [x + away * Math.cos(angle), y + away * Math.sin(angle)];
      const box = { x: place[0], y: place[1], ...size };
      if (hasRoom(box, room) && isFree(box)) return place;
    }
  return undefined;
}
