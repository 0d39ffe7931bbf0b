/** A chart as an SVG element without style sheet. */
export type ChartCopy = {
  readonly svg: SVGSVGElement;
  readonly heading: string;
  /** Height divided by width. */
  readonly ratio: number;
};

/** Properties that style sheets set on charts. */
const LOOKS = [
  ...[
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-opacity',
    'stroke-linejoin',
    'stroke-linecap',
  ],
  ...['stroke-dasharray', 'opacity', 'paint-order', 'font-size', 'font-weight', 'text-anchor'],
  ...['dominant-baseline', 'visibility'],
] as const;

/** Marks of notes are excluded, because an organisation's notes were never released. */
const NOT_EXPORTED = '[data-private]';

/** Copies a chart that was rendered for an export. Its computed styles become attributes. */
export function copyChart(original: SVGSVGElement, heading: string): ChartCopy | undefined {
  const { width, height } = original.viewBox.baseVal;
  if (width === 0) return undefined;
  const svg = original.cloneNode(true);
  if (!(svg instanceof SVGSVGElement)) throw new TypeError('a copy has the type of its original');
  const copies = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const removed: Element[] = [];
  for (const [at, element] of [original, ...original.querySelectorAll<SVGElement>('*')].entries()) {
    const copy = copies[at];
    if (copy === undefined) continue;
    const style = getComputedStyle(element);
    if (style.display === 'none' || element.matches(NOT_EXPORTED)) removed.push(copy);
    for (const name of LOOKS) copy.setAttribute(name, style.getPropertyValue(name));
    copy.removeAttribute('class');
  }
  for (const one of removed) one.remove();
  // Lines at the edge of a chart are not clipped, but maps are.
  if (!original.matches('[data-map]')) svg.setAttribute('overflow', 'visible');
  return { svg, heading, ratio: height / width };
}
