import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  ALL,
  type DrawnNumber,
  describeSum,
  describeValue,
  drawnTableOf,
  POOLED_ROW,
} from '@waylight/disclosure-control';
import type { Style } from '../terminal/style.ts';
import { columnsOf, textTable } from './text-table.ts';

/** A table of texts. Its first column has the names of the rows. */
export type ReleaseTable = {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Absent if the release has no totals of its columns. */
  readonly totals?: readonly string[];
};

/** Numbers by rows and columns, with their margins; null for a number that is not given. */
type Grid<Value> = {
  readonly rowDimension: string;
  readonly rows: readonly string[];
  readonly columnDimension: string;
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (Value | null)[])[];
  readonly rowTotals: readonly (Value | null)[];
  readonly columnTotals: readonly (Value | null)[];
  readonly total: Value | null;
};

type TableLine<Value> = {
  readonly code: string;
  readonly values: readonly (Value | null)[];
  readonly total: Value | null;
};

/** A release with each number in words: "about 5", "0–4". */
export function releaseTable(release: ReleaseEvent): ReleaseTable {
  const { rowDimension, columnDimension, unit, roundingBase, marginsAreSums } = release;
  const cell = (value: number): string => describeValue(value, roundingBase);
  const margin = marginsAreSums ? describeSum : cell;
  return layOutGrid({ ...drawnTableOf(release), rowDimension, columnDimension }, unit, cell, margin);
}

/** Prints a release's table: all columns but the first are numbers. */
export function formatReleaseTable({ titles, rows, totals }: ReleaseTable, style: Style): string {
  return textTable(columnsOf(titles, titles.slice(1)), rows, style, totals);
}

/**
 * Lays out numbers as a table; "·" is a number that is not given. A grid with one row, or with more columns than rows, is
 * transposed, so that it fits a screen.
 */
export function layOutGrid<Value>(
  grid: Grid<Value>,
  unit: string,
  cell: (value: Value) => string,
  margin: (value: Value) => string,
): ReleaseTable {
  const { rowDimension, columnDimension, rows, columns, cells, rowTotals, columnTotals, total } = grid;
  const isTransposed = rowDimension === ALL || columns.length > rows.length;
  const down = isTransposed ? columnDimension : rowDimension;
  const across = isTransposed ? rowDimension : columnDimension;
  const lines: TableLine<Value>[] = isTransposed
    ? columns.map((code, c) => ({
        code,
        values: cells.map((row) => row[c] ?? null),
        total: columnTotals[c] ?? null,
      }))
    : rows.map((code, r) => ({ code, values: cells[r] ?? [], total: rowTotals[r] ?? null }));
  const acrossCodes = isTransposed ? rows : columns;
  const sums = isTransposed ? rowTotals : columnTotals;
  const number = (value: Value | null, read: (value: Value) => string): string =>
    value === null ? '·' : read(value);
  // A line with one number is its own total.
  const isOne = across === ALL;
  const hasTotals = !isOne && lines.some((line) => line.total !== null);
  const hasSums = down !== ALL && (isOne ? total !== null : sums.some((sum) => sum !== null));
  return {
    titles: [
      down === ALL ? '' : down,
      ...(isOne ? [unit] : acrossCodes.map(codeLabel)),
      ...(hasTotals ? ['total'] : []),
    ],
    rows: lines.map((line) => [
      codeLabel(line.code),
      ...line.values.map((value) => number(value, cell)),
      ...(hasTotals ? [number(line.total, margin)] : []),
    ]),
    ...(hasSums
      ? {
          totals: [
            'total',
            ...(isOne ? [number(total, margin)] : sums.map((sum) => number(sum, margin))),
            ...(hasTotals ? [number(total, margin)] : []),
          ],
        }
      : {}),
  };
}

/** Sums of victims in words: one line for each row, and last for the region. Empty for a release without such sums. */
export function victimLines(release: ReleaseEvent): readonly string[] {
  const { rows, victims } = drawnTableOf(release);
  if (victims === undefined) return [];
  const line = (code: string, value: DrawnNumber) =>
    value === null
      ? []
      : [
          `${codeLabel(code)}: ${describeValue(value, victims.roundingBase)}, ±${victims.roundingBase - 1} at most`,
        ];
  return [
    'Victims as stated in reports, not de-duplicated:',
    ...rows.flatMap((code, r) => line(code, victims.rows[r] ?? null).map((text) => `  ${text}`)),
    ...line(ALL, victims.total).map((text) => `  ${text}`),
  ];
}

/** The label of a code. XK has the mark of its footnote. */
export function codeLabel(code: string): string {
  if (code === ALL) return 'region';
  if (code === POOLED_ROW) return 'not broken down';
  return code === 'XK' ? 'XK*' : code;
}
