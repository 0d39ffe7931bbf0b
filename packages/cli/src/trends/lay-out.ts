import type { PeriodKind } from '@waylight/calendar';
import type { AnswerDocument, DimensionName } from '@waylight/trends';
import stringWidth from 'string-width';
import { alignRows } from '../tables/text-table.ts';
import type { AnswerFormat } from './answer-format.ts';
import { valueLabel } from './dimensions.ts';
import { type Grid, gridOf } from './grid.ts';
import { gridTable, splitTable, type Table, widthOf } from './grid-table.ts';
import { fillPeriods } from './periods.ts';
import { sparkline } from './sparkline.ts';
import { OTHER_OR_UNKNOWN, tableLabels } from './table-labels.ts';
import { periodTitle } from './unfinished-periods.ts';

/** Maximum length of a sparkline. A longer sparkline is harder to read than its numbers. */
const MAX_SPARKLINE_LENGTH = 60;

/** The tables and lines of an answer, in the first layout that fits the width. */
export function layOutAnswer(
  document: AnswerDocument,
  format: AnswerFormat,
  width: number,
): (Table | string)[] {
  const by = document.by as readonly DimensionName[];
  if (by.length === 0) return [totalLine(document, format)];
  return by.includes('period')
    ? layOutByPeriod(document, by, format, width)
    : layOutWithoutPeriod(document, by, format, width);
}

function totalLine({ cells }: AnswerDocument, format: AnswerFormat): string {
  return `${tableLabels(format.language).total}  ${cells.map(({ value }) => format.formatNumber(Number(value))).join(' ')}`;
}

/** Periods as columns if they fit, otherwise as rows, otherwise as columns of several tables. */
function layOutByPeriod(
  { cells, period }: AnswerDocument,
  by: readonly DimensionName[],
  format: AnswerFormat,
  width: number,
): (Table | string)[] {
  const others = by.filter((name) => name !== 'period');
  const kind: PeriodKind = period ?? 'month';
  const { sure, vague } = fillPeriods(
    cells.map((cell) => String(cell.period)),
    kind,
  );
  const periods = [...sure, ...vague];
  if (others.length === 0) return [barTable(cells, periods, format)];

  const grid = sortByLabel(gridOf(cells, others, 'period', periods), format);
  const trendOver = sure.length <= MAX_SPARKLINE_LENGTH ? sure.length : 0;
  const wide = gridTable(grid, format, { across: (id) => periodTitle(id, format.today), trendOver });
  if (widthOf(wide) <= width) return [wide];

  const combinations = grid.rows.map(({ ids }) => ids);
  const labelOf = (ids: readonly string[]) =>
    ids.map((id, i) => valueLabel(others[i] ?? 'period', id, format.language)).join(' · ');
  // Rounded totals are added as a column here. gridTable adds up exact numbers by itself.
  const drawn = combinations.length > 1 ? format.drawnTotals : undefined;
  const totals = drawn !== undefined && drawn.size > 0 ? [tableLabels(format.language).total] : [];
  const tall = gridTable(
    {
      down: ['period'],
      across: [...combinations.map(labelOf), ...totals],
      rows: periods.map((id, p) => ({
        ids: [id],
        values: [...grid.rows.map(({ values }) => values[p]), ...totals.map(() => drawn?.get(id))],
      })),
    },
    format,
    { across: (label) => label, trendOver: 0 },
  );
  if (widthOf(tall) > width) return splitTable(wide, others.length, width);
  const lines = trendLines(
    grid.rows.map(({ ids, values }) => ({ label: labelOf(ids), values: values.slice(0, sure.length) })),
    format,
    width,
  );
  return lines === undefined ? [tall] : [tall, lines];
}

/** A row for each period, with one number and a bar. */
function barTable(cells: AnswerDocument['cells'], periods: readonly string[], format: AnswerFormat): Table {
  const values = new Map(cells.map((cell) => [String(cell.period), Number(cell.value)]));
  return gridTable(
    { down: ['period'], across: [''], rows: periods.map((id) => ({ ids: [id], values: [values.get(id)] })) },
    format,
    { across: () => tableLabels(format.language).total, trendOver: 0, bars: true },
  );
}

/** A sparkline for each column of a tall table; undefined if the sparklines do not fit. */
function trendLines(
  series: readonly { readonly label: string; readonly values: readonly (number | undefined)[] }[],
  format: AnswerFormat,
  width: number,
): string | undefined {
  const { trend } = tableLabels(format.language);
  const line = (values: readonly (number | undefined)[]) =>
    sparkline(format.exact ? values.map((value) => value ?? 0) : values);
  const lines = alignRows(series.map(({ label, values }) => [label, line(values)]));
  if (lines.some((text) => stringWidth(text) > width)) return undefined;
  return [format.style.bold(trend), ...lines].join('\n');
}

/** The last dimension as columns if it fits; otherwise a row for each cell. */
function layOutWithoutPeriod(
  { cells, unit }: AnswerDocument,
  by: readonly DimensionName[],
  format: AnswerFormat,
  width: number,
): Table[] {
  const last = by.at(-1) ?? 'country';
  const down = by.slice(0, -1);
  if (down.length > 0) {
    const ids = [...new Set(cells.map((cell) => String(cell[last])))].sort(labelOrder(last, format));
    const wide = gridTable(sortByLabel(gridOf(cells, down, last, ids), format), format, {
      across: (id) => valueLabel(last, id, format.language),
      trendOver: 0,
    });
    if (widthOf(wide) <= width) return [wide];
  }
  const list = {
    down: by,
    across: [''],
    rows: cells.map((cell) => ({
      ids: by.map((name) => String(cell[name])),
      values: [Number(cell.value)],
    })),
  };
  return [gridTable(sortByLabel(list, format), format, { across: () => capitalise(unit), trendOver: 0 })];
}

/** Rows in the order of their labels. */
function sortByLabel(grid: Grid, format: AnswerFormat): Grid {
  const orders = grid.down.map((name) => labelOrder(name as DimensionName, format));
  const rows = grid.rows.toSorted(({ ids: a }, { ids: b }) =>
    orders.reduce((decided, order, i) => decided || order(a[i] ?? '', b[i] ?? ''), 0),
  );
  return { ...grid, rows };
}

/** The alphabetical order of the language; unknown values come last. */
function labelOrder(name: DimensionName, { language }: AnswerFormat): (a: string, b: string) => number {
  const rest = (id: string) => Number(id === 'unknown' || id === OTHER_OR_UNKNOWN);
  return (a, b) =>
    rest(a) - rest(b) || valueLabel(name, a, language).localeCompare(valueLabel(name, b, language), language);
}

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
