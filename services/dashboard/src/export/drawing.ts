import type { FigureNote } from '@waylight/presentation';
import { type DrawnLine, layOut, type Measure } from './lay-out.ts';
import { picturesOf } from './pictures.ts';
import type { ReadFigure } from './read-figure.ts';
import { svgElement } from './svg-element.ts';
import { tablePicture } from './table-picture.ts';

const FONTS = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

export type Drawing = { readonly svg: string; readonly width: number; readonly height: number };

/**
 * A figure as an SVG file that needs nothing beside it: its pictures as they look on the screen, with what must be said
 * with them. One that has no picture is drawn as its tables; undefined of one that has neither.
 */
export function drawFigure(
  section: HTMLElement,
  figure: ReadFigure,
  notes: readonly FigureNote[],
): Drawing | undefined {
  const measure = canvasMeasure();
  const colours = coloursOf(section);
  const shown = picturesOf(section);
  const pictures =
    shown.length > 0 ? shown : figure.tables.map((table) => tablePicture(table, measure, colours));
  if (pictures.length === 0) return undefined;
  const layout = layOut(
    {
      ...{ title: figure.title, captions: figure.captions, pictures },
      // Title and captions stand above.
      notes: notes
        .filter(({ text }) => text !== figure.title && !figure.captions.includes(text))
        .map(({ name, text }) => `${name}: ${text}`),
    },
    measure,
  );
  const { width, height } = layout;
  const root = svgElement('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': FONTS });
  root.setAttribute('lang', document.documentElement.lang);
  const [title, description] = [svgElement('title', {}), svgElement('desc', {})];
  title.textContent = figure.title;
  description.textContent = figure.captions.join(' ');
  root.append(title, description, svgElement('rect', { width, height, fill: colours.ground }));
  for (const [at, frame] of layout.frames.entries()) {
    const picture = pictures[at];
    if (picture === undefined) continue;
    const copy = picture.copy();
    for (const [name, value] of Object.entries(frame)) copy.setAttribute(name, String(value));
    root.append(copy);
  }
  for (const line of layout.lines) root.append(lineElement(line, colours));
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

export type Colours = { readonly ground: string; readonly text: string; readonly quiet: string };

function coloursOf(section: HTMLElement): Colours {
  const { backgroundColor, color } = getComputedStyle(section);
  const caption = section.querySelector('.caption');
  return {
    ground: backgroundColor,
    text: color,
    quiet: caption === null ? color : getComputedStyle(caption).color,
  };
}

function lineElement({ text, x, y, size, look }: DrawnLine, colours: Colours): SVGElement {
  const line = svgElement('text', {
    ...{ x, y, 'font-size': size, fill: look === 'quiet' ? colours.quiet : colours.text },
    'font-weight': look === 'title' || look === 'heading' ? 600 : 400,
  });
  line.textContent = text;
  return line;
}

function canvasMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size, isBold) => {
    if (context === null) return text.length * size * 0.6;
    context.font = `${isBold ? 600 : 400} ${size}px ${FONTS}`;
    return context.measureText(text).width;
  };
}
