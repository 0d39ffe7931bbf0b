import { type RefObject, useEffect, useState } from 'react';

type Scrolled = Pick<HTMLElement, 'scrollLeft' | 'scrollWidth' | 'clientWidth'>;

/** At which sides of a frame there is more than is in sight, as an attribute has it: `start`, `end`, both or none. */
export function sidesWithMore({ scrollLeft, scrollWidth, clientWidth }: Scrolled): string | undefined {
  // Widths are whole pixels and places are not: a part of one is no column.
  const sides = [scrollLeft >= 1 && 'start', scrollWidth - clientWidth - scrollLeft >= 1 && 'end'];
  return sides.filter((side) => side !== false).join(' ') || undefined;
}

/** The same of a table's frame, as it is scrolled, and as it or the table changes its size. */
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
