import {
  codesOf,
  drawTable,
  feasibilityInterval,
  type PlannedTable,
  type TrueCell,
} from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReleasedTable } from '../system/release-variables.ts';
import { decideDraw } from './decide-draw.ts';
import { estimateLostCounts } from './estimate-lost-counts.ts';

const TABLE: PlannedTable = {
  id: 'month',
  layer: 'reports',
  unit: 'incidents',
  period: 'month',
  audience: 'partners',
  closesAfterDays: 21,
  rows: { dimension: 'country', values: ['AL', 'BA', 'MK'] },
  columns: { dimension: 'typeGroup', values: ['border', 'death'] },
};
const PLACES = codesOf(TABLE.rows).flatMap((row) =>
  codesOf(TABLE.columns).map((column) => ({ row, column })),
);

const cellsOf = (counts: readonly number[]): TrueCell[] =>
  PLACES.map((place, n) => ({ ...place, count: counts[n] ?? 0 }));

/**
 * A release that was drawn from `counts`. Its original counts are lost, and its reports now give the counts
 * `now`.
 */
function recountedRelease(
  counts: readonly number[],
  now: readonly number[],
  changed: Partial<PlannedTable> = {},
): ReleasedTable {
  const table = { ...TABLE, ...changed };
  const [rows, columns] = [codesOf(table.rows), codesOf(table.columns)];
  const keyed = { secret: releaseSecretBytes(), tableId: table.id, period: '2025-01', rows, columns };
  return {
    table,
    period: '2025-01',
    audience: 'partners',
    isRecounted: true,
    drawn: drawTable({ ...keyed, cells: cellsOf(counts) }),
    cells: cellsOf(now),
    cellsByOrganisation: new Map([['1', cellsOf(now)]]),
  };
}

const COUNTS = fc.array(fc.nat(9), { minLength: PLACES.length, maxLength: PLACES.length });
const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, count, n) => sum + Math.abs(count - (b[n] ?? 0)), 0);

/** All numbers of the table. Distances include the margins, as in the audit. */
const numbersOf = (counts: readonly number[]): number[] => [
  ...counts,
  ...codesOf(TABLE.rows).map((row) => sumWhere(counts, (place) => place.row === row)),
  ...codesOf(TABLE.columns).map((column) => sumWhere(counts, (place) => place.column === column)),
  sumWhere(counts, () => true),
];
const sumWhere = (counts: readonly number[], isIn: (place: (typeof PLACES)[number]) => boolean): number =>
  PLACES.reduce((sum, place, n) => sum + (isIn(place) ? (counts[n] ?? 0) : 0), 0);

describe('estimates of the original counts of a release, which are no longer stored', () => {
  test('fit every released number, and are no farther from the current counts than the original counts were', async () => {
    await fc.assert(
      fc.asyncProperty(COUNTS, COUNTS, async (then, now) => {
        const [fitting] = await estimateLostCounts([recountedRelease(then, now)], {});
        const counts = fitting?.cells.map(({ count }) => count) ?? [];
        const { cells = [], rowTotals = [], columnTotals = [], total = 0 } = fitting?.drawn ?? {};
        const numbers = [...cells.flat(), ...rowTotals, ...columnTotals, total];
        numbersOf(counts).forEach((count, n) => {
          const { least, most } = feasibilityInterval(numbers[n] ?? Number.NaN, 5);
          expect(count).toBeGreaterThanOrEqual(least);
          expect(count).toBeLessThanOrEqual(most);
        });
        expect(distance(numbersOf(counts), numbersOf(now))).toBeLessThanOrEqual(
          distance(numbersOf(then), numbersOf(now)),
        );
        // An organisation's own count must not be larger than the estimated count of the cell.
        const own = fitting?.cellsByOrganisation?.get('1')?.map(({ count }) => count) ?? [];
        expect(own).toEqual(counts.map((count, n) => Math.min(count, now[n] ?? 0)));
      }),
      { numRuns: 60 },
    );
  });

  test('leave the counts of other releases unchanged', async () => {
    const { isRecounted: _, ...kept } = recountedRelease([1, 2, 3, 4, 5, 6], [9, 9, 9, 9, 9, 9]);
    expect(await estimateLostCounts([kept], {})).toEqual([kept]);
  });
});

test('finds a table that discloses a count when combined with a shorter period whose counts are estimated', async () => {
  // The month is released as 5 (1 to 9), and a separately drawn quarter as 0 (0 to 4). So the count is 1 to
  // 4.
  const [three, none] = [
    [3, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ];
  const first = recountedRelease([5, 0, 0, 0, 0, 0], three);
  const others = ['2025-02', '2025-03'].map((period) => ({ ...recountedRelease(none, none), period }));
  const quarter = { id: 'separate-quarter', period: 'quarter' } as const;
  const { isRecounted: _, ...separateQuarter } = {
    ...recountedRelease(none, three, quarter),
    period: '2025-Q1',
  };
  const withheldOf = async (earlier: readonly ReleasedTable[], drawn: ReleasedTable) => {
    const linkedTables = [separateQuarter.table];
    const { decision } = await decideDraw(
      { linkedTables, earlier, draw: () => [drawn] },
      { pairedOrganisations: 0 },
    );
    return decision.withheldTables;
  };
  expect(await withheldOf([first, ...others], separateQuarter)).toEqual(['separate-quarter']);
  // All these reports arrived after the month was released, so the month's numbers do not limit the quarter.
  const late = { ...recountedRelease([5, 0, 0, 0, 0, 0], [60, 0, 0, 0, 0, 0]) };
  const large = {
    ...separateQuarter,
    drawn: recountedRelease([60, 0, 0, 0, 0, 0], three, quarter).drawn,
    cells: late.cells,
    cellsByOrganisation: new Map(),
  };
  expect(await withheldOf([late, ...others], large)).toEqual([]);
});
