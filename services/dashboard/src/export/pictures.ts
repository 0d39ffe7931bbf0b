import { seenText } from '../parts/seen-text.ts';

export type Picture = {
  /** A copy that looks the same without the page. */
  readonly copy: () => SVGSVGElement;
  /** What stands over it where a figure has several. */
  readonly heading: string;
  /** Its height for each unit of its width. */
  readonly ratio: number;
};

/** What a picture looks like by styles of the page; what an attribute says goes with the element. */
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

/** Marks of notes are words of the organisation, which were not released: they stay on its screens. */
const STAYS_HERE = '.note-mark';

/** The pictures that a figure shows, in their order. */
export function picturesOf(section: Element): readonly Picture[] {
  return [...section.querySelectorAll('svg')].flatMap((svg) => {
    const { width, height } = svg.viewBox.baseVal;
    const isShown = svg.getClientRects().length > 0 && width > 0 && svg.closest('button, summary') === null;
    if (!isShown) return [];
    const heading = seenText(svg.parentElement?.querySelector(':scope > h3') ?? null);
    return [{ heading, ratio: height / width, copy: () => copiedPicture(svg) }];
  });
}

/** Each of its styles is an attribute, as files and our policy want it. */
function copiedPicture(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new TypeError('a copy is of the same kind');
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  const gone: Element[] = [];
  for (const [at, original] of [svg, ...svg.querySelectorAll<SVGElement>('*')].entries()) {
    const one = copies[at];
    if (one === undefined) continue;
    const style = getComputedStyle(original);
    if (style.display === 'none' || original.matches(STAYS_HERE)) gone.push(one);
    for (const name of LOOKS) one.setAttribute(name, style.getPropertyValue(name));
    one.removeAttribute('class');
  }
  for (const one of gone) one.remove();
  return copy;
}
