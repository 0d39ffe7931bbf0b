import type { AnswerDocument, DimensionName, PeriodName } from '@waylight/trends';
import { displayWidth } from '../tables/display-width.ts';
import { tableWidth } from '../tables/text-table.ts';
import type { Reading } from './answer-table.ts';
import { valueLabel } from './dimensions.ts';
import { type Grid, gridOf } from './grid.ts';
import { gridTable, inPieces, type Table } from './grid-table.ts';
import { fullPeriods } from './periods.ts';
import { sparkline } from './sparkline.ts';
import { periodTitle } from './unfinished.ts';
import { OTHER_OR_UNKNOWN, words } from './words.ts';

/** A sparkline longer than this says less than the numbers beside it. */
const LONGEST_SPARKLINE = 60;

/** The tables, and lines of text, that an answer is shown as: the first layout that fits the width. */
export function layOut(document: AnswerDocument, reading: Reading, width: number): (Table | string)[] {
  const by = document.by as readonly DimensionName[];
  if (by.length === 0) return [total(document, reading)];
  return by.includes('period')
    ? overTime(document, by, reading, width)
    : withoutTime(document, by, reading, width);
}

function total({ cells }: AnswerDocument, reading: Reading): string {
  return `${words(reading.language).total}  ${cells.map(({ value }) => reading.read(Number(value))).join(' ')}`;
}

/** Periods across while they fit, down where they don't, and across in pieces where neither does. */
function overTime(
  { cells, period }: AnswerDocument,
  by: readonly DimensionName[],
  reading: Reading,
  width: number,
): (Table | string)[] {
  const others = by.filter((name) => name !== 'period');
  const kind: PeriodName = period ?? 'month';
  const { sure, vague } = fullPeriods(
    cells.map((cell) => String(cell.period)),
    kind,
  );
  const periods = [...sure, ...vague];
  if (others.length === 0) return [oneLine(cells, periods, reading)];

  const grid = byLabel(gridOf(cells, others, 'period', periods), reading);
  const trendOver = sure.length <= LONGEST_SPARKLINE ? sure.length : 0;
  const wide = gridTable(grid, reading, { across: (id) => periodTitle(id, reading.today), trendOver });
  if (fits(wide, width)) return [wide];

  const combinations = grid.rows.map(({ ids }) => ids);
  const labelOf = (ids: readonly string[]) =>
    ids.map((id, i) => valueLabel(others[i] ?? 'period', id, reading.language)).join(' · ');
  // The totals that were drawn are a column of their own here; exact ones are added up where the table is made.
  const drawn = combinations.length > 1 ? reading.drawnTotals : undefined;
  const totals = drawn !== undefined && drawn.size > 0 ? [words(reading.language).total] : [];
  const tall = gridTable(
    {
      down: ['period'],
      across: [...combinations.map(labelOf), ...totals],
      rows: periods.map((id, p) => ({
        ids: [id],
        values: [...grid.rows.map(({ values }) => values[p]), ...totals.map(() => drawn?.get(id))],
      })),
    },
    reading,
    { across: (label) => label, trendOver: 0 },
  );
  if (!fits(tall, width)) return inPieces(wide, others.length, width);
  const lines = trendLines(
    grid.rows.map(({ ids, values }) => ({ label: labelOf(ids), values: values.slice(0, sure.length) })),
    reading,
    width,
  );
  return lines === undefined ? [tall] : [tall, lines];
}

/** Periods down, one number each, and a bar. */
function oneLine(cells: AnswerDocument['cells'], periods: readonly string[], reading: Reading): Table {
  const values = new Map(cells.map((cell) => [String(cell.period), Number(cell.value)]));
  return gridTable(
    { down: ['period'], across: [''], rows: periods.map((id) => ({ ids: [id], values: [values.get(id)] })) },
    reading,
    { across: () => words(reading.language).total, trendOver: 0, bars: true },
  );
}

/** A line of bars for each column of a tall table; undefined where they don't fit. */
function trendLines(
  series: readonly { readonly label: string; readonly values: readonly (number | undefined)[] }[],
  reading: Reading,
  width: number,
): string | undefined {
  const { trend } = words(reading.language);
  const widest = Math.max(...series.map(({ label }) => displayWidth(label)));
  const longest = Math.max(...series.map(({ values }) => values.length));
  if (widest + 2 + longest > width) return undefined;
  const line = (values: readonly (number | undefined)[]) =>
    sparkline(reading.exact ? values.map((value) => value ?? 0) : values);
  return [
    reading.style.bold(trend),
    ...series.map(
      ({ label, values }) => `${label}${' '.repeat(widest - displayWidth(label))}  ${line(values)}`,
    ),
  ].join('\n');
}

/** The last dimension across while it fits; otherwise every cell on a line of its own. */
function withoutTime(
  { cells, unit }: AnswerDocument,
  by: readonly DimensionName[],
  reading: Reading,
  width: number,
): Table[] {
  const last = by.at(-1) ?? 'country';
  const down = by.slice(0, -1);
  if (down.length > 0) {
    const ids = [...new Set(cells.map((cell) => String(cell[last])))].sort(labelOrder(last, reading));
    const wide = gridTable(byLabel(gridOf(cells, down, last, ids), reading), reading, {
      across: (id) => valueLabel(last, id, reading.language),
      trendOver: 0,
    });
    if (fits(wide, width)) return [wide];
  }
  const list = {
    down: by,
    across: [''],
    rows: cells.map((cell) => ({
      ids: by.map((name) => String(cell[name])),
      values: [Number(cell.value)],
    })),
  };
  return [gridTable(byLabel(list, reading), reading, { across: () => capital(unit), trendOver: 0 })];
}

function fits({ columns, rows, totals }: Table, width: number): boolean {
  return tableWidth(columns, totals === undefined ? rows : [...rows, totals]) <= width;
}

/** Rows in the order of their labels. */
function byLabel(grid: Grid, reading: Reading): Grid {
  const orders = grid.down.map((name) => labelOrder(name as DimensionName, reading));
  const rows = grid.rows.toSorted(({ ids: a }, { ids: b }) =>
    orders.reduce((decided, order, i) => decided || order(a[i] ?? '', b[i] ?? ''), 0),
  );
  return { ...grid, rows };
}

/** As the language sorts; what says that something is not known comes last. */
function labelOrder(name: DimensionName, { language }: Reading): (a: string, b: string) => number {
  const rest = (id: string) => Number(id === 'unknown' || id === OTHER_OR_UNKNOWN);
  return (a, b) =>
    rest(a) - rest(b) || valueLabel(name, a, language).localeCompare(valueLabel(name, b, language), language);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
