/** A line of text in a drawing. `x` and `y` are the start of its baseline, in pixels. */
export type DrawnLine = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly look: keyof typeof SIZES;
};

export type Frame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type DrawingContent = {
  readonly title: string;
  /** May be empty. */
  readonly subtitle: string;
  /** Each chart's heading, which may be empty, and its height divided by its width. */
  readonly charts: readonly { readonly heading: string; readonly ratio: number }[];
  /** Lines below the charts: legend, source, footnotes. */
  readonly notes: readonly string[];
};

export type Layout = {
  readonly lines: readonly DrawnLine[];
  /** Place of each chart, in their order. */
  readonly frames: readonly Frame[];
};

/** Width of a text at a size, in pixels. */
export type Measure = (text: string, size: number, isBold: boolean) => number;

/** Size of every exported picture. */
export const SHEET = { width: 1_200, height: 675 } as const;

const MARGIN = 32;
const GAP = 20;
const INNER = SHEET.width - 2 * MARGIN;
const SIZES = { title: 28, subtitle: 18, heading: 16, quiet: 13 } as const;

export const isBold = (look: DrawnLine['look']): boolean => look === 'title' || look === 'heading';

const LEADING = 1.3;
const HEADING = Math.ceil(SIZES.heading * LEADING) + 6;

/** Lays out title and subtitle at the top, the notes at the bottom, and the charts as large as possible between them. */
export function layOutDrawing({ title, subtitle, charts, notes }: DrawingContent, measure: Measure): Layout {
  const lines: DrawnLine[] = [];
  const put = (text: string, look: DrawnLine['look'], x: number, y: number) =>
    lines.push({ text, x, y, size: SIZES[look], look });
  const wrap = (text: string, look: DrawnLine['look'], width: number) =>
    wrapped(text, width, (part) => measure(part, SIZES[look], isBold(look)));
  let top = MARGIN;
  for (const [text, look] of [
    [title, 'title'],
    [subtitle, 'subtitle'],
  ] as const)
    for (const line of wrap(text, look, INNER)) {
      top += SIZES[look] * LEADING;
      put(line, look, MARGIN, top - SIZES[look] * 0.3);
    }
  const small = notes.flatMap((note) => wrap(note, 'quiet', INNER));
  const bottom = SHEET.height - MARGIN - small.length * SIZES.quiet * LEADING;
  for (const [at, line] of small.entries())
    put(line, 'quiet', MARGIN, bottom + (at + 1) * SIZES.quiet * LEADING);
  const area = { x: MARGIN, y: top + GAP / 2, width: INNER, height: bottom - top - GAP };
  const frames = framesIn(area, charts);
  for (const [at, { heading }] of charts.entries()) {
    const frame = frames[at];
    if (heading === '' || frame === undefined) continue;
    const [line = '', ...others] = wrap(heading, 'heading', frame.cell);
    put(others.length === 0 ? line : `${line} …`, 'heading', frame.x, frame.y - 8);
  }
  return { lines, frames: frames.map(({ cell: _, ...frame }) => frame) };
}

/** Charts in as many columns as give them the largest size. */
function framesIn(
  area: Frame,
  charts: DrawingContent['charts'],
): readonly (Frame & { readonly cell: number })[] {
  const heading = charts.some((one) => one.heading !== '') ? HEADING : 0;
  const ratio = Math.max(...charts.map((one) => one.ratio));
  const grids = charts.map((_, at) => {
    const columns = at + 1;
    const rows = Math.ceil(charts.length / columns);
    const cell = (area.width - (columns - 1) * GAP) / columns;
    const room = (area.height - (rows - 1) * GAP) / rows - heading;
    return { columns, rows, cell, room, width: Math.max(1, Math.min(cell, room / ratio)) };
  });
  const best = grids.toSorted((a, b) => b.width - a.width)[0];
  if (best === undefined) return [];
  const height = best.width * ratio + heading;
  const rowGap = Math.min(best.room + heading - height + GAP, 3 * GAP);
  const top = area.y + (area.height - best.rows * height - (best.rows - 1) * rowGap) / 2;
  const left = area.x + (area.width - best.columns * best.width - (best.columns - 1) * GAP) / 2;
  return charts.map((chart, at) => ({
    x: left + (at % best.columns) * (best.width + GAP),
    y: top + Math.floor(at / best.columns) * (height + rowGap) + heading,
    width: best.width,
    height: best.width * chart.ratio,
    cell: best.width,
  }));
}

/** Breaks a text at spaces into lines of at most this width. A longer word has its own line. */
function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
