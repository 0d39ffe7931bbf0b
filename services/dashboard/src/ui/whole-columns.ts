import { type RefObject, useLayoutEffect } from 'react';

/** Minimum of whole columns: the row names and one more. */
const FEWEST = 2;

/**
 * Returns the width of the columns that fit completely, in pixels: the largest of `ends`, the right edges of columns,
 * within `room`. Undefined if all columns fit, or too few.
 */
export function wholeWidth(ends: readonly number[], room: number): number | undefined {
  const within = ends.filter((end) => end <= room);
  return within.length === ends.length || within.length < FEWEST ? undefined : within.at(-1);
}

/**
 * Widens the first column so that a table's frame ends with a whole column if not all fit. A truncated "0–4" could read as "0",
 * which is another number.
 */
export function useWholeColumns(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = frame.current;
    const room = element?.parentElement;
    if (element === null || room === null || room === undefined) return;
    const fit = () => {
      room.style.removeProperty('--first');
      // A table that wraps its text always fits.
      if (element.scrollWidth - element.clientWidth <= 1) return;
      const heads = [...element.querySelectorAll<HTMLElement>('thead th')];
      const ends = heads.map(({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth);
      const width = wholeWidth(ends, room.clientWidth);
      const first = heads[0]?.offsetWidth;
      if (width === undefined || first === undefined) return;
      room.style.setProperty('--first', `${first + room.clientWidth - width}px`);
    };
    // It also runs once at the beginning, before the browser paints and after its own layout.
    const sizes = new ResizeObserver(fit);
    for (const one of [room, ...element.children]) sizes.observe(one);
    return () => sizes.disconnect();
  }, [frame]);
}
