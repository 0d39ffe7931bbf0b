import type { ChartCopy } from './chart-copies.ts';
import { type DrawnLine, isBold, layOutDrawing, type Measure, SHEET } from './lay-out.ts';

const FONTS = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
/** Images are for paper and reports, so their colours do not depend on the page's theme. */
const COLOURS = { ground: '#ffffff', text: '#1d2326', quiet: '#535d62' } as const;

export type DrawingText = {
  readonly title: string;
  readonly subtitle: string;
  readonly notes: readonly string[];
};

/** Draws charts with title and notes as a self-contained SVG file. */
export function drawCharts({ title, subtitle, notes }: DrawingText, charts: readonly ChartCopy[]): string {
  const { width, height } = SHEET;
  const { lines, frames } = layOutDrawing({ title, subtitle, notes, charts }, canvasMeasure());
  const root = svgElement('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONTS });
  root.setAttribute('lang', document.documentElement.lang);
  const [name, description] = [svgElement('title', {}), svgElement('desc', {})];
  name.textContent = title;
  description.textContent = [subtitle, ...notes].join(' ');
  root.append(name, description, svgElement('rect', { width, height, fill: COLOURS.ground }));
  for (const [at, frame] of frames.entries()) {
    const chart = charts[at]?.svg;
    if (chart === undefined) continue;
    for (const [attribute, value] of Object.entries(frame)) chart.setAttribute(attribute, String(value));
    root.append(chart);
  }
  for (const line of lines) root.append(lineElement(line));
  return new XMLSerializer().serializeToString(root);
}

function lineElement({ text, x, y, size, look }: DrawnLine): SVGElement {
  const line = svgElement('text', {
    x,
    y,
    'font-size': size,
    fill: look === 'quiet' ? COLOURS.quiet : COLOURS.text,
    'font-weight': isBold(look) ? 600 : 400,
  });
  line.textContent = text;
  return line;
}

function canvasMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size, bold) => {
    if (context === null) return text.length * size * 0.6;
    context.font = `${bold ? 600 : 400} ${size}px ${FONTS}`;
    return context.measureText(text).width;
  };
}

const SVG = 'http://www.w3.org/2000/svg';

function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
