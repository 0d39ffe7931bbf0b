import { describe, expect, it } from 'vitest';
import { type Curve, drawCurve } from './curve.ts';
import { linearScale, logarithmicScale } from './plot.ts';

const curve: Curve = {
  title: 'Memory <over> time & faults',
  description: 'The text for screen readers.',
  atMs: [0, 60_000, 120_000, 180_000],
  panels: [
    { title: 'Memory', unit: 'MiB', series: [{ name: 'intake-MK', values: [80, undefined, 90, 100] }] },
    {
      title: 'Latency',
      unit: 'ms',
      logarithmic: true,
      series: [{ name: 'p99', values: [3, 40, 2_000, 9] }],
    },
  ],
  faults: [
    { name: 'restart-broker', fromMs: 60_000, toMs: 75_000 },
    { name: 'kill "intake"', fromMs: 120_000, toMs: 120_000 },
  ],
};

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decode = (text: string) => text.replaceAll(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '?');

/** Parses the drawing, and throws if it is not well-formed XML. */
function parse(svg: string): Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  let read = 0;
  for (const [whole, end, name = '', inside = '', empty, text = ''] of svg.matchAll(
    /<(\/?)([a-z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>([^<]*)/g,
  )) {
    read += whole.length;
    if (end === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const attributes = [...inside.matchAll(/([\w:-]+)="([^"]*)"/g)].map(
      ([, key = '', value = '']) => [key, decode(value)] as const,
    );
    elements.push({ name, attributes: Object.fromEntries(attributes), text: decode(text) });
    if (empty !== '/') open.push(name);
  }
  if (read !== svg.length || open.length > 0) throw new Error(`not well-formed: ${open.join(', ')}`);
  return elements;
}

describe('the curve of a run', () => {
  const elements = parse(drawCurve(curve));
  const named = (name: string) => elements.filter((one) => one.name === name);
  const classed = (name: string) => elements.filter(({ attributes }) => attributes.class === name);

  it('has a description in words, and colours for light and dark', () => {
    const [root] = elements;
    expect(root?.attributes['aria-labelledby']).toBe('title desc');
    expect(named('title')[0]).toMatchObject({ attributes: { id: 'title' }, text: curve.title });
    expect(named('desc')[0]).toMatchObject({ attributes: { id: 'desc' }, text: curve.description });
    expect(named('style')[0]?.text).toContain('prefers-color-scheme: dark');
    expect(named('tspan').map(({ text }) => text)).toEqual(['MiB', 'ms']);
    expect(named('text').map(({ text }) => text)).toContain('minutes');
  });

  it('draws each series as one line with a gap for missing values', () => {
    const paths = named('path').map(({ attributes }) => attributes.d ?? '');
    expect(paths.map((path) => path.replaceAll(/[-\d. ]+/g, ''))).toEqual(['MML', 'MLLL']);
    const heights = [...(paths[0] ?? '').matchAll(/[\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
    // Up is more.
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
  });

  it('marks each fault from its beginning to its end, with its name', () => {
    const [long, short] = classed('fault').map(({ attributes }) => Number(attributes.width));
    expect(long).toBeGreaterThan(short ?? Number.POSITIVE_INFINITY);
    expect(short).toBeGreaterThan(0);
    expect(classed('quiet').map(({ text }) => text)).toContain('Faults: 1 restart-broker, 2 kill "intake"');
  });

  it('lies within its frame', () => {
    const [, , width = 0, height = 0] = (elements[0]?.attributes.viewBox ?? '').split(' ').map(Number);
    for (const { attributes } of elements) {
      for (const x of [attributes.x, attributes.x1, attributes.x2])
        if (x !== undefined) expect(Number(x)).toBeLessThan(width);
      for (const y of [attributes.y, attributes.y1, attributes.y2])
        if (y !== undefined) expect(Number(y)).toBeLessThan(height);
    }
  });

  it('is empty for a run without samples', () => {
    const empty = drawCurve({
      ...curve,
      atMs: [],
      faults: [],
      panels: [{ title: 'a', unit: 'b', series: [] }],
    });
    expect(empty).not.toContain('NaN');
    expect(drawCurve(curve)).not.toContain('NaN');
  });
});

describe('a scale', () => {
  it('goes from zero to above the maximum in round steps', () => {
    expect(linearScale(87).ticks.map(({ label }) => label)).toEqual(['0', '50', '100']);
    expect(linearScale(87).place(87)).toBeCloseTo(0.87);
    expect(linearScale(4).ticks.map(({ label }) => label)).toEqual(['0', '1', '2', '3', '4']);
  });

  it('goes by powers of ten', () => {
    const scale = logarithmicScale([3, 40, 2_000]);
    expect(scale.ticks.map(({ label }) => label)).toEqual(['1', '10', '100', '1,000', '10,000']);
    expect(scale.place(100)).toBeCloseTo(0.5);
    expect(scale.place(0)).toBe(0);
  });
});
