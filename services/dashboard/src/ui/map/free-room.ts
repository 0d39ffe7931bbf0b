import type { Point } from './region-maps.ts';

/** What a text or a sign takes of a drawing: its middle and its size, in pixels. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const touch = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;

/** What is taken of a drawing, and how large it is. */
export type Room = { readonly taken: readonly Box[]; readonly within: Pick<Box, 'width' | 'height'> };

/** Whether a box lies in the drawing as a whole, and touches nothing that is taken. */
export function hasRoom({ x, y, width, height }: Box, { taken, within }: Room): boolean {
  const isWhole =
    x - width / 2 >= 0 &&
    x + width / 2 <= within.width &&
    y - height / 2 >= 0 &&
    y + height / 2 <= within.height;
  return isWhole && !taken.some((other) => touch({ x, y, width, height }, other));
}

/** How wide a letter is for each pixel of its font, at most of the time; a little more than it takes. */
const LETTER = 0.6;

/** The box of a text in the middle of its line, as `text-anchor: middle` draws it at a place. */
export function textBox([x, y]: Point, text: string, fontSize: number): Box {
  return { x, y: y - fontSize * 0.35, width: text.length * fontSize * LETTER + 4, height: fontSize + 2 };
}

const DIRECTIONS = 16;
const STEP = 6;

/**
 * The place nearest to `at` where a box of that size touches none of those that are taken, and lies in the drawing as a whole.
 * Undefined where there is none within `reach` pixels. `isFree` says of a box whether it touches nothing that is no box.
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
