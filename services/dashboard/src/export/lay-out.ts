/** A line of text in a drawing: `x` and `y` of its baseline's beginning, in pixels. */
export type DrawnLine = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly look: 'title' | 'heading' | 'text' | 'quiet';
};

export type Frame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type DrawingContent = {
  readonly title: string;
  readonly captions: readonly string[];
  /** Each with what stands over it, and its height for each unit of its width. */
  readonly pictures: readonly { readonly heading: string; readonly ratio: number }[];
  /** Below the pictures, a paragraph each. */
  readonly notes: readonly string[];
};

export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly DrawnLine[];
  /** Where each picture stands, in their order. */
  readonly frames: readonly Frame[];
};

/** How wide a text is at a size, in pixels. */
export type Measure = (text: string, size: number, isBold: boolean) => number;

const WIDTH = 960;
const MARGIN = 24;
const GAP = 20;
const INNER = WIDTH - 2 * MARGIN;
/** A picture alone is no wider: it would be higher than a screen. */
const MOST_ALONE = 720;
const COLUMNS = 3;
const SIZES = { title: 22, heading: 14, text: 14, quiet: 12 } as const;
const LEADING = 1.35;

/** Puts title and captions over the pictures, and the notes below them, on a sheet as high as they need. */
export function layOut({ title, captions, pictures, notes }: DrawingContent, measure: Measure): Layout {
  const lines: DrawnLine[] = [];
  const frames: Frame[] = [];
  let y = MARGIN;
  const write = (text: string, look: DrawnLine['look'], x: number, width: number) => {
    const size = SIZES[look];
    const isBold = look === 'title' || look === 'heading';
    for (const line of wrapped(text, width, (part) => measure(part, size, isBold))) {
      y += size * LEADING;
      lines.push({ text: line, x, y, size, look });
    }
  };
  write(title, 'title', MARGIN, INNER);
  for (const caption of captions) write(caption, 'text', MARGIN, INNER);
  y += GAP;
  const columns = pictures.length === 1 ? 1 : COLUMNS;
  const width = columns === 1 ? MOST_ALONE : (INNER - (COLUMNS - 1) * GAP) / COLUMNS;
  for (let first = 0; first < pictures.length; first += columns) {
    const top = y;
    const ends = pictures.slice(first, first + columns).map(({ heading, ratio }, column) => {
      const x = MARGIN + column * (width + GAP);
      y = top;
      if (heading !== '') write(heading, 'heading', x, width);
      const frame = { x, y: y + 6, width, height: width * ratio };
      frames.push(frame);
      return frame.y + frame.height;
    });
    y = Math.max(top, ...ends) + GAP;
  }
  for (const note of notes) {
    write(note, 'quiet', MARGIN, INNER);
    y += 4;
  }
  return { width: WIDTH, height: Math.ceil(y + MARGIN), lines, frames };
}

/** Breaks a text at blanks into lines no wider than that; a word that is wider stands alone. */
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
