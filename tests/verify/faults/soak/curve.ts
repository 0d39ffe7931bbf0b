import { linearScale, linePath, logarithmicScale, type Panel, type Scale } from './plot.ts';

/** Times are milliseconds since the run began. */
export type CurveFault = { readonly name: string; readonly fromMs: number; readonly toMs: number };

export type Curve = {
  readonly title: string;
  /** The text for screen readers. */
  readonly description: string;
  readonly atMs: readonly number[];
  readonly panels: readonly Panel[];
  readonly faults: readonly CurveFault[];
};

const WIDTH = 900;
const LEFT = 70;
const RIGHT = 190;
const TOP = 70;
const PLOT = WIDTH - LEFT - RIGHT;
const PANEL = 110;
const BETWEEN = 52;
const LINE = 15;
/** The widths of characters are unknown: an average, at the size of the labels. */
const LETTER = 6.2;
const MINUTE_MS = 60_000;

/** Lines differ in hue and in dashes, in light and dark. */
const COLOURS = ['#2468b4', '#c4570c', '#2b8a4b', '#8e4cc2', '#b8264f', '#0f8a93', '#8a6d1a', '#6b7280'];
const DASHES = ['', '7 3', '2 3', '9 3 2 3'];

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2933 }
  .title { font-size: 17px; font-weight: 600 } .panel { font-weight: 600 } .quiet { fill: #52606d; font-size: 11px }
  .paper { fill: #ffffff } .grid { stroke: #d9dee4 } .axis { stroke: #7b8794 } .line { fill: none; stroke-width: 1.6 }
  .fault { fill: #d64545; fill-opacity: .16; stroke: #d64545; stroke-opacity: .5; stroke-width: .6 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e7eb } .quiet { fill: #a9b4c0 } .paper { fill: #14191f } .grid { stroke: #2f3843 }
    .line { filter: brightness(1.55) } .fault { fill-opacity: .26 }
  }`;

/** Draws panels above each other over one time axis, with faults numbered across all of them. One file without scripts. */
export function drawCurve({ title, description, atMs, panels, faults }: Curve): string {
  const lastMs = Math.max(atMs.at(-1) ?? 0, ...faults.map(({ toMs }) => toMs), 1_000);
  const time = linearScale(lastMs / MINUTE_MS, 8);
  const x = (ms: number) => LEFT + PLOT * time.place(ms / MINUTE_MS);
  const bottom = TOP + panels.length * (PANEL + BETWEEN) - BETWEEN;
  const legend = faultLines(faults);
  const height = bottom + 60 + LINE * legend.length;
  const bands = faults.map(({ fromMs, toMs, name }, n) => {
    const [from, to] = [x(fromMs), x(toMs)];
    const width = Math.max(1, to - from).toFixed(1);
    return `<g><title>${n + 1}: ${escapeXml(name)}</title><rect class="fault" x="${from.toFixed(1)}" y="${TOP}" width="${width}" height="${bottom - TOP}"/><text class="quiet" text-anchor="middle" x="${((from + to) / 2).toFixed(1)}" y="${TOP - 18}">${n + 1}</text></g>`;
  });
  const drawn = panels.map((panel, n) => drawPanel(panel, atMs, x, TOP + n * (PANEL + BETWEEN)));
  const minutes = time.ticks.map(
    ({ at, label }) =>
      `<text class="quiet" text-anchor="middle" x="${(LEFT + PLOT * at).toFixed(1)}" y="${bottom + 16}">${label}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(description)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    `<text class="title" x="${LEFT}" y="26">${escapeXml(title)}</text>`,
    ...bands,
    ...drawn,
    ...minutes,
    `<text class="quiet" text-anchor="middle" x="${LEFT + PLOT / 2}" y="${bottom + 32}">minutes</text>`,
    ...legend.map(
      (line, n) => `<text class="quiet" x="${LEFT}" y="${bottom + 54 + n * LINE}">${escapeXml(line)}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

function drawPanel(panel: Panel, atMs: readonly number[], x: (ms: number) => number, top: number): string {
  const known = panel.series.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const most = known.reduce((a, b) => Math.max(a, b), 0);
  const scale: Scale = panel.logarithmic ? logarithmicScale(known) : linearScale(most || 1);
  const y = (value: number) => top + PANEL * (1 - scale.place(value));
  const grid = scale.ticks.map(({ at, label }) => {
    const height = (top + PANEL * (1 - at)).toFixed(1);
    return `<line class="${at === 0 ? 'axis' : 'grid'}" x1="${LEFT}" x2="${LEFT + PLOT}" y1="${height}" y2="${height}"/><text class="quiet" text-anchor="end" x="${LEFT - 6}" y="${Number(height) + 4}">${label}</text>`;
  });
  const lines = panel.series.map(({ name, values }, n) => {
    const points = values.map((value, i) =>
      value === undefined ? undefined : ([x(atMs[i] ?? 0), y(value)] as const),
    );
    const stroke = `stroke="${COLOURS[n % COLOURS.length]}" stroke-dasharray="${DASHES[n % DASHES.length]}"`;
    const label = top + 10 + n * LINE;
    const from = LEFT + PLOT + 14;
    return `<g><title>${escapeXml(name)}</title><path class="line" ${stroke} d="${linePath(points)}"/><line class="line" ${stroke} x1="${from}" x2="${from + 26}" y1="${label - 4}" y2="${label - 4}"/><text class="quiet" x="${from + 32}" y="${label}">${escapeXml(name)}</text></g>`;
  });
  const heading = `<text class="panel" x="${LEFT}" y="${top - 8}">${escapeXml(panel.title)}<tspan class="quiet" dx="6">${escapeXml(panel.unit)}</tspan></text>`;
  return [heading, ...grid, ...lines].join('\n');
}

/** The legend of the faults, broken into lines. */
function faultLines(faults: readonly CurveFault[]): string[] {
  const most = Math.floor((WIDTH - LEFT - 20) / LETTER);
  const lines: string[] = [];
  const words = faults.map(({ name }, n) => `${n + 1} ${name}`);
  for (const word of words.length === 0 ? [] : [`Faults: ${words[0]}`, ...words.slice(1)]) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 2 > most) lines.push(word);
    else lines[lines.length - 1] = `${last}, ${word}`;
  }
  return lines;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
