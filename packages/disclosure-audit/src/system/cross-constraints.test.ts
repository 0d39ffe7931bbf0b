import { codesOf, type PlannedTable, sum } from '@waylight/disclosure-control';
import { expect, test } from 'vitest';
import { findDeterminedCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import type { ReleasedTable } from './release-variables.ts';

const ALL = { dimension: 'all', values: ['all'] } as const;
const COUNTRIES = { dimension: 'country', values: ['BA', 'RS'], rest: 'others' };
const SEGMENTS = { dimension: 'segment', values: ['RS-HU'] };
const GROUPS = { dimension: 'typeGroup', values: ['border'], rest: 'others' };

const table = (
  id: string,
  splits: string | undefined,
  rows: PlannedTable['rows'],
  columns: PlannedTable['columns'],
): PlannedTable => ({
  id,
  ...{ layer: 'reports', unit: 'incidents', period: 'quarter', audience: 'partners', closesAfterDays: 42 },
  ...(splits === undefined ? {} : { splits: { table: splits, from: 0 } }),
  rows,
  columns,
});

/** Releases a table with these counts and numbers, row by row. */
function release(table: PlannedTable, counts: readonly number[], reads: readonly number[]): ReleasedTable {
  const [rows, columns] = [codesOf(table.rows), codesOf(table.columns)];
  const at = (r: number, c: number, of: readonly number[]): number => of[r * columns.length + c] ?? 0;
  return {
    table,
    period: '2025-Q1',
    audience: 'partners',
    cells: rows.flatMap((row, r) => columns.map((column, c) => ({ row, column, count: at(r, c, counts) }))),
    drawn: {
      tableId: table.id,
      period: '2025-Q1',
      roundingBase: 5,
      rows,
      columns,
      cells: rows.map((_, r) => columns.map((_, c) => at(r, c, reads))),
      rowTotals: rows.map((_, r) => sum(columns.map((_, c) => at(r, c, reads)))),
      columnTotals: columns.map(() => null),
      total: sum([...reads]),
    },
  };
}

const determinedIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf(releases);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
};

const REGION = release(table('region', undefined, ALL, ALL), [63], [60]);
const COUNTRY = release(table('countries', 'region', ALL, COUNTRIES), [23, 40, 0], [20, 40, 0]);
const SEGMENT = release(table('segments', 'region', ALL, SEGMENTS), [63], [60]);
/** Three at a border, in BA, which are released as 5. */
const BY_COUNTRY = release(
  table('country-groups', 'countries', COUNTRIES, GROUPS),
  [3, 20, 0, 40, 0, 0],
  [5, 20, 0, 40, 0, 0],
);

test('the columns of a cross count the same as its one-way table, so that a contradiction discloses them', async () => {
  const group = (read: number) => release(table('groups', 'region', ALL, GROUPS), [3, 60], [read, 60]);
  // All three are in BA. Its cell of 5 means one to nine, and a one-way number of 0 means at most four.
  expect(await determinedIn([REGION, COUNTRY, group(0), BY_COUNTRY])).toEqual([
    'groups 2025-Q1 partners: all, border',
    'country-groups 2025-Q1 partners: BA, border',
    'country-groups 2025-Q1 partners: RS, border',
    'country-groups 2025-Q1 partners: others, border',
  ]);
  expect(await determinedIn([REGION, COUNTRY, group(5), BY_COUNTRY])).toEqual([]);
});

test('the columns of two crosses count the same, also if their one-way table is withheld', async () => {
  const bySegment = (read: number) =>
    release(table('segment-groups', 'segments', SEGMENTS, GROUPS), [3, 60], [read, 60]);
  expect(await determinedIn([REGION, COUNTRY, SEGMENT, BY_COUNTRY, bySegment(0)])).toEqual([
    'country-groups 2025-Q1 partners: BA, border',
    'country-groups 2025-Q1 partners: RS, border',
    'country-groups 2025-Q1 partners: others, border',
    'segment-groups 2025-Q1 partners: RS-HU, border',
  ]);
  expect(await determinedIn([REGION, COUNTRY, SEGMENT, BY_COUNTRY, bySegment(5)])).toEqual([]);
});
