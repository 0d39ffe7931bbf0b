import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Width of charts that are rendered for an export: see `.stage` of export-panel.module.css. */
const EXPORTED = 960;

/** The width of an element in pixels, so that the text in a chart keeps its size on narrow screens. */
export function useWidth<Of extends HTMLElement>(): {
  readonly ref: RefObject<Of | null>;
  readonly width: number;
} {
  const ref = useRef<Of>(null);
  const [width, setWidth] = useState(EXPORTED);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(Math.max(240, Math.round(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
