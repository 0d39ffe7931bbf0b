import { type RefObject, useLayoutEffect } from 'react';

/** Minimum of whole columns: the row names and one more. */
const FEWEST = 2;

/**
 * Returns the width at which a frame ends with a whole column, in pixels: the largest of `ends`, the right edges of columns,
 * within `room`. Undefined if all columns fit, or too few.
 */
export function wholeWidth(ends: readonly number[], room: number): number | undefined {
  const within = ends.filter((end) => end <= room);
  return within.length === ends.length || within.length < FEWEST ? undefined : within.at(-1);
}

/** Makes a table's frame end with a whole column if not all fit. A truncated "0–4" could read as "0", which is another number. */
export function useWholeColumns(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = frame.current;
    const room = element?.parentElement;
    if (element === null || room === null || room === undefined) return;
    const fit = () => {
      room.style.removeProperty('--whole');
      // A table that wraps its text always fits. A smaller frame would make it wrap again, without end.
      if (element.scrollWidth - element.clientWidth <= 1) return;
      const heads = [...element.querySelectorAll<HTMLElement>('thead th')];
      const ends = heads.map(({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth);
      const width = wholeWidth(ends, room.clientWidth);
      if (width !== undefined) room.style.setProperty('--whole', `${width}px`);
    };
    // It also runs once at the beginning, before the browser paints and after its own layout.
    const sizes = new ResizeObserver(fit);
    for (const one of [room, ...element.children]) sizes.observe(one);
    return () => sizes.disconnect();
  }, [frame]);
}
