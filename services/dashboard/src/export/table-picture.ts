import type { FigureTable } from '@waylight/presentation';
import type { Colours } from './drawing.ts';
import type { Measure } from './lay-out.ts';
import type { Picture } from './pictures.ts';
import { svgElement } from './svg-element.ts';

const SIZE = 14;
const ROW = 24;
const PAD = 18;
/** A column is as wide as its widest text, and at most so wide. */
const MOST = 260;

/** A table as a picture, for a figure that has no other. */
export function tablePicture(table: FigureTable, measure: Measure, colours: Colours): Picture {
  const rows = [
    table.columns.map(({ title }) => title.text),
    ...table.rows.map((row) => row.map(({ text }) => text)),
  ];
  const widths = table.columns.map((_, column) =>
    Math.min(MOST, Math.max(...rows.map((row) => measure(row[column] ?? '', SIZE, true)))),
  );
  const lefts = widths.map((_, column) => widths.slice(0, column).reduce((sum, one) => sum + one + PAD, 0));
  const width = Math.max(1, (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0));
  const height = rows.length * ROW;
  const copy = () => {
    const svg = svgElement('svg', { viewBox: `0 0 ${width} ${height}`, 'font-size': SIZE });
    for (const [at, row] of rows.entries()) {
      const y = (at + 1) * ROW;
      for (const [column, text] of row.entries()) {
        const isNumber = table.columns[column]?.isNumber === true;
        const cell = svgElement('text', {
          x: (lefts[column] ?? 0) + (isNumber ? (widths[column] ?? 0) : 0),
          y: y - 7,
          fill: colours.text,
          'font-weight': at === 0 ? 600 : 400,
          'text-anchor': isNumber ? 'end' : 'start',
        });
        cell.textContent = text;
        svg.append(cell);
      }
      svg.append(
        svgElement('line', { x1: 0, x2: width, y1: y, y2: y, stroke: colours.quiet, 'stroke-opacity': 0.4 }),
      );
    }
    return svg;
  };
  return { heading: table.title, ratio: height / width, copy };
}
