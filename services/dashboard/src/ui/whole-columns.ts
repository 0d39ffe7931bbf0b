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
    const sizes = () => `${room.clientWidth} ${element.scrollWidth}`;
    let fitted = '';
    const fit = () => {
      // Its own change calls it again.
      if (sizes() === fitted) return;
      const heads = [...element.querySelectorAll<HTMLElement>('thead th')];
      const setFirst = (width: string) => {
        for (const one of [element, heads[0]]) one?.style.setProperty('--first', width);
      };
      if (fitted !== '') setFirst('');
      // A table that wraps its text always fits.
      if (element.scrollWidth - element.clientWidth > 1) {
        const ends = heads.map(({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth);
        const width = wholeWidth(ends, room.clientWidth);
        const first = heads[0]?.offsetWidth;
        if (width !== undefined && first !== undefined) setFirst(`${first + room.clientWidth - width}px`);
      }
      fitted = sizes();
    };
    // It also runs once at the beginning, before the browser paints and after its own layout.
    const observer = new ResizeObserver(fit);
    for (const one of [room, ...element.children]) observer.observe(one);
    return () => observer.disconnect();
  }, [frame]);
}
