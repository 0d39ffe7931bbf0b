import { type RefObject, useLayoutEffect } from 'react';

/**
 * Scrolls a table's frame to its last columns where there is no room for all: the newest of periods are what is looked for. It begins
 * at a whole column beside the names of the rows, which stay: what is left of a column there would be read as a number of its own.
 * `last` says of which column; without one nothing is scrolled.
 */
export function useEndInSight(frame: RefObject<HTMLElement | null>, last: string | undefined): void {
  useLayoutEffect(() => {
    const element = frame.current;
    const table = element?.querySelector('table');
    if (last === undefined || element === null || table === null || table === undefined) return;
    table.style.marginInlineEnd = '';
    const most = element.scrollWidth - element.clientWidth;
    if (most <= 0) return;
    const [names, ...columns] = table.querySelectorAll<HTMLElement>('thead th');
    const stays = names !== undefined && getComputedStyle(names).position === 'sticky';
    const covered = stays ? names.offsetWidth : 0;
    // The first of the columns with which the last is in sight as well; room behind the table lets it stand at the edge.
    const left = columns.map(({ offsetLeft }) => offsetLeft - covered).find((at) => at >= most) ?? most;
    table.style.marginInlineEnd = `${left - most}px`;
    element.scrollTo({ left });
  }, [frame, last]);
}
