import {
  codesOf,
  type DrawnNumber,
  type PlannedTable,
  POOLED_ROW,
  type TrueCell,
} from '@waylight/disclosure-control';
import type { ReleasedTable } from './release-variables.ts';

export const ALL_CODES = { dimension: 'all', values: ['all'] } as const;

/** A table of members without a row or column of its own. Tests add what they need. */
export const plannedTable = (id: string, other: Partial<PlannedTable> = {}): PlannedTable => ({
  id,
  layer: 'reports',
  unit: 'incidents',
  period: 'month',
  audience: 'partners',
  closesAfterDays: 21,
  rows: ALL_CODES,
  columns: ALL_CODES,
  ...other,
});

/** Numbers of a release by row: its columns in order. A row that is missing is not given. */
type Numbers = Readonly<Record<string, readonly number[]>>;

/**
 * A release with these numbers and true counts. A pooled row contains the rows that are missing. Margins are sums, or not given in
 * a table with missing numbers.
 */
export function releasedTable(
  table: PlannedTable,
  period: string,
  numbers: Numbers,
  counts: Numbers,
): ReleasedTable {
  const columns = codesOf(table.columns);
  const hasPooledRow = numbers[POOLED_ROW] !== undefined;
  const pooledRows = codesOf(table.rows).filter((row) => numbers[row] === undefined);
  const rows = [...codesOf(table.rows), ...(hasPooledRow ? [POOLED_ROW] : [])];
  const cells = rows.map((row) => columns.map((_, c): DrawnNumber => numbers[row]?.[c] ?? null));
  const total = (values: readonly DrawnNumber[]): DrawnNumber =>
    values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return {
    table,
    period,
    audience: table.audience,
    cells: cellsOf(table, counts),
    drawn: {
      tableId: table.id,
      period,
      roundingBase: 5,
      rows,
      ...(hasPooledRow ? { pooledRows } : {}),
      columns,
      cells,
      rowTotals: cells.map(total),
      columnTotals: columns.map((_, c) => total(cells.map((row) => row[c] ?? null))),
      total: total(cells.flat()),
    },
  };
}

export const cellsOf = ({ columns }: PlannedTable, counts: Numbers): TrueCell[] =>
  Object.entries(counts).flatMap(([row, values]) =>
    codesOf(columns).map((column, c) => ({ row, column, count: values[c] ?? 0 })),
  );
