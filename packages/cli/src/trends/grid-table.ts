import type { DimensionName } from '@waylight/trends';
import { type Column, tableWidth } from '../tables/text-table.ts';
import type { AnswerFormat } from './answer-format.ts';
import { valueLabel } from './dimensions.ts';
import { type Grid, sum } from './grid.ts';
import { sparkline } from './sparkline.ts';
import { tableLabels } from './table-labels.ts';
import { periodTitle } from './unfinished-periods.ts';

export type Table = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly totals?: readonly string[];
};

export type GridOptions = {
  /** The title of a column. */
  readonly across: (id: string) => string;
  /** Number of leading columns that the sparkline covers; 0 for no sparkline. */
  readonly trendOver: number;
  /** Adds a bar to the one number of each row. */
  readonly bars?: boolean;
};

/** Shown for a number that a released table does not contain. An exact answer omits cells only if they are 0. */
const NOT_RELEASED = '–';
const MAX_BAR_LENGTH = 20;

/** A grid with labels and totals: exact numbers are added up, but rounded totals come from the release. */
export function gridTable(grid: Grid, format: AnswerFormat, options: GridOptions): Table {
  const { language, exact, formatNumber } = format;
  const { total, trend, dimensions } = tableLabels(language);
  const titleOf = (name: string) => dimensions[name as DimensionName] ?? name;
  const number = (value: number | undefined) =>
    value === undefined && !exact ? NOT_RELEASED : formatNumber(value ?? 0);
  const line = (values: readonly (number | undefined)[]) =>
    sparkline(values.slice(0, options.trendOver).map((value) => (exact ? (value ?? 0) : value)));
  const withTotals = exact && grid.across.length > 1;
  const maximum = Math.max(0, ...grid.rows.map(({ values }) => values[0] ?? 0));

  const numbers = (values: readonly (number | undefined)[]): string[] => [
    ...values.map(number),
    ...(withTotals ? [formatNumber(sum(values))] : []),
    ...(options.trendOver > 0 ? [line(values)] : []),
  ];
  const sums = exact
    ? grid.across.map((_, column) => sum(grid.rows.map(({ values }) => values[column])))
    : grid.across.map((id) => format.drawnTotals?.get(id));
  const hasTotals = grid.rows.length > 1 && (exact || sums.some((total) => total !== undefined));
  return {
    columns: [
      ...grid.down.map((name): Column => ({ title: titleOf(name), align: 'left' })),
      ...grid.across.map((id): Column => ({ title: options.across(id), align: 'right' })),
      ...(withTotals ? [{ title: total, align: 'right' } as const] : []),
      ...(options.trendOver > 0 || options.bars ? [{ title: trend, align: 'left' } as const] : []),
    ],
    rows: grid.rows.map(({ ids, values }) => [
      ...ids.map((id, i) => {
        const name = (grid.down[i] ?? 'period') as DimensionName;
        return name === 'period' ? periodTitle(id, format.today) : valueLabel(name, id, language);
      }),
      ...numbers(values),
      ...(options.bars ? [bar(values[0] ?? 0, maximum)] : []),
    ]),
    ...(hasTotals ? { totals: [total, ...grid.down.slice(1).map(() => ''), ...numbers(sums)] } : {}),
  };
}

function bar(value: number, maximum: number): string {
  return value <= 0 ? '' : '█'.repeat(Math.max(1, Math.round((value / maximum) * MAX_BAR_LENGTH)));
}

/** Splits a table that is too wide for the terminal. Each part repeats the first columns. */
export function splitTable(table: Table, repeated: number, width: number): Table[] {
  const parts: Table[] = [];
  const first = Array.from({ length: repeated }, (_, i) => i);
  let chosen = first;
  for (let column = repeated; column < table.columns.length; column += 1) {
    const wider = [...chosen, column];
    if (chosen.length > repeated && widthOf(pickColumns(table, wider)) > width) {
      parts.push(pickColumns(table, chosen));
      chosen = [...first, column];
    } else chosen = wider;
  }
  return [...parts, pickColumns(table, chosen)];
}

function pickColumns({ columns, rows, totals }: Table, indices: readonly number[]): Table {
  const of = <T>(values: readonly T[]): T[] => indices.flatMap((i) => values.slice(i, i + 1));
  return {
    columns: of(columns),
    rows: rows.map((row) => of(row)),
    ...(totals === undefined ? {} : { totals: of(totals) }),
  };
}

/** Width of the table on a terminal. */
export function widthOf({ columns, rows, totals }: Table): number {
  return tableWidth(columns, totals === undefined ? rows : [...rows, totals]);
}
