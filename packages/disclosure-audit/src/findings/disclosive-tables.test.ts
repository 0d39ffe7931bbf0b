import { codesOf, type PlannedTable, sum } from '@waylight/disclosure-control';
import { expect, test } from 'vitest';
import type { ReleasedTable } from '../system/release-variables.ts';
import { findDisclosiveTables } from './disclosive-tables.ts';

const ALL = { dimension: 'all', values: ['all'] } as const;
const TOP_TABLE: PlannedTable = {
  id: 'whole',
  layer: 'reports',
  unit: 'incidents',
  period: 'quarter',
  audience: 'partners',
  closesAfterDays: 42,
  rows: ALL,
  columns: ALL,
};
/** Breaks down the top table by a dimension with one code. */
const by = (dimension: string): PlannedTable => ({
  ...TOP_TABLE,
  id: dimension,
  splits: { table: TOP_TABLE.id, from: 20 },
  columns: { dimension, values: ['some'], rest: 'others' },
});
const LINKED_TABLES = [TOP_TABLE, by('typeGroup'), by('personGroup'), by('method')] as const;
const MONTHS = ['2025-01', '2025-02', '2025-03'];

function release(table: PlannedTable, period: string, counts: readonly number[], reads: readonly number[]) {
  const columns = codesOf(table.columns);
  const total = sum(reads);
  return {
    table,
    period,
    audience: 'partners',
    cells: columns.map((column, c) => ({ row: 'all', column, count: counts[c] ?? 0 })),
    drawn: {
      tableId: table.id,
      period,
      roundingBase: 5,
      rows: ['all'],
      columns,
      cells: [reads],
      rowTotals: [total],
      columnTotals: reads,
      total,
    },
  } satisfies ReleasedTable;
}

/** One table for each month and dimension. January has a count of three, which is released as 5. */
const EARLIER = LINKED_TABLES.slice(1).flatMap((table) =>
  MONTHS.map((month, n) => {
    const count = n === 0 ? 3 : 0;
    const monthly: PlannedTable = { ...table, id: `${table.id}-month`, period: 'month', splits: undefined };
    return release(monthly, month, [count, 30], [count === 0 ? 0 : 5, 30]);
  }),
);

/**
 * The quarter's tables. The count of three is released as 0 in tables of the given dimensions, as 5 in the
 * others.
 */
const quarter = (...disclosive: readonly string[]): ReleasedTable[] =>
  LINKED_TABLES.map((table, n) => {
    if (n === 0) return release(table, '2025-Q1', [93], [95]);
    return release(table, '2025-Q1', [3, 90], disclosive.includes(table.id) ? [0, 95] : [5, 90]);
  });

const withheldOf = async (drawn: readonly ReleasedTable[]): Promise<string[]> =>
  [...(await findDisclosiveTables(LINKED_TABLES, EARLIER, drawn, {}))].sort();

test('only disclosive tables are withheld, and all others are released', async () => {
  expect(await withheldOf(quarter())).toEqual([]);
  expect(await withheldOf(quarter('personGroup'))).toEqual(['personGroup']);
  expect(await withheldOf(quarter('typeGroup', 'personGroup'))).toEqual(['personGroup', 'typeGroup']);
  expect(await withheldOf(quarter('typeGroup', 'method'))).toEqual(['method', 'typeGroup']);
});

test('withholds a few disclosive breakdowns instead of the coarser table that contains them', async () => {
  const country: PlannedTable = {
    ...by('country'),
    columns: { dimension: 'country', values: ['MK'], rest: 'elsewhere' },
  };
  const finer = (table: PlannedTable): PlannedTable => ({
    ...table,
    splits: { table: country.id, from: 20 },
  });
  const [top, ...fine] = LINKED_TABLES;
  const linkedTables = [top, country, ...fine.map(finer)] as const;
  const drawn = quarter('typeGroup', 'method').map((one) =>
    one.table.id === top.id ? one : { ...one, table: finer(one.table) },
  );
  const [first, ...others] = drawn;
  if (first === undefined) throw new Error('the quarter has a top table');
  const all = [first, release(country, '2025-Q1', [40, 53], [40, 55]), ...others];
  const tables = await findDisclosiveTables(linkedTables, EARLIER, all, {});
  expect([...tables].sort()).toEqual(['method', 'typeGroup']);
});
