import type { CountedPeriod, CountedTable } from './counted-periods.ts';

/** A published number of a table, with its bounds. */
export type Reading = {
  /** The number that an analyst reads; null if it is not given. */
  readonly reads: number | null;
  /** Bounds of the exact count from this number alone, for a reader who knows the method. */
  readonly least: number;
  readonly most: number;
};

export type ReadTable = Pick<CountedTable, 'table' | 'audience'> & {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly Reading[])[];
  readonly rowTotals: readonly Reading[];
  readonly columnTotals: readonly Reading[];
  readonly total: Reading;
  /** By column, the sum of all rows without a number of their own; undefined if the method publishes none. */
  readonly pooledRow?: readonly Reading[];
  /** Drawn and withheld: every number is missing. */
  readonly isWithheld?: boolean;
};

/** The readings of a period: its tables in the order of the plan. */
export type ReadPeriod = Pick<CountedPeriod, 'kind' | 'period'> & { readonly tables: readonly ReadTable[] };

/** Publishes tables of exact counts, period by period in the order in which they close; the same for the same key. */
export type Method = {
  readonly name: string;
  readonly publish: (periods: readonly CountedPeriod[], key: string) => Promise<ReadPeriod[]>;
};

export const NO_READING: Reading = { reads: null, least: 0, most: Number.POSITIVE_INFINITY };
export const exactReading = (count: number): Reading => ({ reads: count, least: count, most: count });
/** A number without bounds beyond those of the cells that it sums. */
export const derivedReading = (reads: number): Reading => ({ ...NO_READING, reads });

/** Converts a table of exact counts, each number by `give`; margins have the place after the last row and column. */
export function readTable(
  { table, audience, rows, columns, cells }: CountedTable,
  give: (count: number, row: number, column: number) => Reading,
): ReadTable {
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const [lastRow, lastColumn] = [rows.length, columns.length];
  return {
    table,
    audience,
    rows,
    columns,
    cells: cells.map((row, r) => row.map((count, c) => give(count, r, c))),
    rowTotals: cells.map((row, r) => give(sum(row), r, lastColumn)),
    columnTotals: columns.map((_, c) => give(sum(cells.map((row) => row[c] ?? 0)), lastRow, c)),
    total: give(sum(cells.flat()), lastRow, lastColumn),
  };
}

/** Returns the members' number for a code of a dimension, or for everything, from the first table that gives it. */
export function readingOf(
  tables: readonly ReadTable[],
  at: { readonly dimension: string; readonly code: string } | 'everything',
): Reading {
  const found = tables.flatMap((table) => {
    if (table.audience !== 'partners') return [];
    if (at === 'everything') return [table.total];
    if (table.table.rows.dimension === at.dimension)
      return table.rowTotals[table.rows.indexOf(at.code)] ?? [];
    if (table.table.columns.dimension === at.dimension)
      return table.columnTotals[table.columns.indexOf(at.code)] ?? [];
    return [];
  });
  return found.find(({ reads }) => reads !== null) ?? NO_READING;
}
