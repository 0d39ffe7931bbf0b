import { type RefObject, useEffect, useState } from 'react';

type Scrolled = Pick<HTMLElement, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>;

/** Sides on which a frame has content out of view, as an attribute value: `start`, `end`, both, or undefined. */
export function sidesWithMore({ scrollLeft, scrollWidth, clientWidth }: Scrolled): string | undefined {
  // Widths are whole pixels but scroll positions are not, so a difference below one pixel is ignored.
  const sides = [scrollLeft >= 1 && 'start', scrollWidth - clientWidth - scrollLeft >= 1 && 'end'];
  return sides.filter((side) => side !== false).join(' ') || undefined;
}

/** Updates that value when the frame scrolls or when the frame or table is resized. */
export function useMoreBeyond(frame: RefObject<HTMLElement | null>): string | undefined {
  const [sides, setSides] = useState<string>();
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const look = () => setSides(sidesWithMore(element));
    const sizes = new ResizeObserver(look);
    for (const one of [element, ...element.children]) sizes.observe(one);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [frame]);
  return sides;
}
