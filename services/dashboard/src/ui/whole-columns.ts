import { type RefObject, useLayoutEffect } from 'react';

/** The fewest columns that are worth a frame: the names of the rows, and one beside them. */
const FEWEST = 2;

/**
 * How wide a frame is to be for its table to end with a whole column, in pixels: the last of `ends`, where columns end, within `room`.
 * Undefined where all have room, and where too few have.
 */
export function wholeWidth(ends: readonly number[], room: number): number | undefined {
  const within = ends.filter((end) => end <= room);
  return within.length === ends.length || within.length < FEWEST ? undefined : within.at(-1);
}

/** Lets a table's frame end with a whole column where there is no room for all: of "0–4" an edge may leave "0", which is another number. */
export function useWholeColumns(frame: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = frame.current;
    const room = element?.parentElement;
    if (element === null || room === null || room === undefined) return;
    const fit = () => {
      room.style.removeProperty('--whole');
      // A table that wraps its texts fits wherever it can: in less room it would only wrap them again, and for ever.
      if (element.scrollWidth - element.clientWidth <= 1) return;
      const heads = [...element.querySelectorAll<HTMLElement>('thead th')];
      const ends = heads.map(({ offsetLeft, offsetWidth }) => offsetLeft + offsetWidth);
      const width = wholeWidth(ends, room.clientWidth);
      if (width !== undefined) room.style.setProperty('--whole', `${width}px`);
    };
    fit();
    const sizes = new ResizeObserver(fit);
    for (const one of [room, ...element.children]) sizes.observe(one);
    return () => sizes.disconnect();
  }, [frame]);
}
