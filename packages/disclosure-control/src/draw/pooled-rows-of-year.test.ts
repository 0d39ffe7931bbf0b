import { expect, it } from 'vitest';
import { codesOf } from '../plan/axis.ts';
import { DEFAULT_RELEASE_PLAN } from '../plan/default-plan.ts';
import type { DrawnTable } from './drawn-table.ts';
import { type FindReleased, pooledRowsOfYear } from './pooled-rows-of-year.ts';

const PLAN = DEFAULT_RELEASE_PLAN;
const tableOf = (id: string) => PLAN.tables.find((table) => table.id === id)!;
const CROSS = tableOf('country-typegroup-quarter');
const COUNTRIES = codesOf(CROSS.rows);

const published =
  (...tables: readonly DrawnTable[]): FindReleased =>
  (id) =>
    tables.find(({ tableId, period }) => `${tableId}.${period}.partners` === id);

/** The release of a year by country, with these numbers in the order of the plan. */
const yearOf = (year: string, numbers: readonly number[]): DrawnTable => ({
  ...{ tableId: 'country-year', period: year, roundingBase: 5, rows: ['all'], columns: COUNTRIES },
  ...{ cells: [numbers], rowTotals: [0], columnTotals: numbers, total: 0 },
});

const quarterOf = (period: string, pooledRows: readonly string[]): DrawnTable => ({
  ...yearOf(period, []),
  tableId: CROSS.id,
  pooledRows,
});

// AL and ME have fewer than 20 in a quarter; XK is the smallest of the others.
const BEFORE = yearOf('2024', [60, 200, 40, 320, 1_000, 120, 0]);
const POOLED = ['AL', 'ME', 'XK', 'other-or-unknown'];

it('are selected by the released numbers of the year before, in every quarter', () => {
  for (const period of ['2025-Q1', '2025-Q2', '2025-Q4'])
    expect(pooledRowsOfYear(PLAN, published(BEFORE), { table: CROSS, period })).toEqual(POOLED);
});

it('are those of an earlier quarter of the year, whatever is released later', () => {
  const first = quarterOf('2025-Q1', ['AL', 'BA', 'ME']);
  const rows = pooledRowsOfYear(PLAN, published(BEFORE, first), { table: CROSS, period: '2025-Q3' });
  expect(rows).toEqual(['AL', 'BA', 'ME']);
  expect(
    pooledRowsOfYear(PLAN, published(BEFORE, first), { table: CROSS, period: '2026-Q1' }),
  ).toBeUndefined();
});

it('are selected for a year by the year before', () => {
  const year = { table: tableOf('country-typegroup-year'), period: '2025' };
  expect(pooledRowsOfYear(PLAN, published(yearOf('2024', [15, 200, 5, 320, 900, 30, 0])), year)).toEqual(
    POOLED,
  );
});

it('are not fixed without an earlier release of the year or the year before', () => {
  const quarter = { table: CROSS, period: '2025-Q1' };
  expect(pooledRowsOfYear(PLAN, published(), quarter)).toBeUndefined();
  expect(
    pooledRowsOfYear(PLAN, published(yearOf('2025', [60, 200, 40, 320, 1_000, 120, 0])), quarter),
  ).toBeUndefined();
});
