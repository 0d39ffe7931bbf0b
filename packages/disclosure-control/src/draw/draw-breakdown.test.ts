import { releaseSecretBytes } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { POOLED_ROW } from '../plan/axis.ts';
import { ONE_TABLE_PLAN } from '../plan/default-plan.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import type { ComponentPeriod } from './couple-breakdown.ts';
import { drawBreakdown } from './draw-breakdown.ts';
import type { TrueCell } from './draw-table.ts';
import type { DrawnNumber, DrawnTable } from './drawn-table.ts';

const SEGMENTS = ['BA-HR', 'MK-RS', 'RS-HU'];
const all = { dimension: 'all', values: ['all'] };
const segments = { dimension: 'segment', values: [...SEGMENTS, 'other'] };
const groups = { dimension: 'typeGroup', values: ['border', 'violence'] };

const plannedTable = (table: Pick<PlannedTable, 'id' | 'rows' | 'columns' | 'period'>): PlannedTable => ({
  ...(ONE_TABLE_PLAN.tables[0] as PlannedTable),
  ...table,
});
const WHOLE = plannedTable({ id: 'segments', period: 'quarter', rows: all, columns: segments });
const CROSS: PlannedTable = {
  ...plannedTable({ id: 'cross', period: 'quarter', rows: segments, columns: groups }),
  splits: { table: WHOLE.id, from: 20 },
};

type Row = readonly DrawnNumber[];

function drawnTable({ id, rows, columns }: PlannedTable, period: string, cells: readonly Row[]): DrawnTable {
  return {
    tableId: id,
    period,
    roundingBase: 5,
    rows: 'values' in rows ? rows.values : [],
    columns: 'values' in columns ? columns.values : [],
    cells,
    rowTotals: cells.map(() => null),
    columnTotals: (cells[0] ?? []).map(() => null),
    total: null,
  };
}

/** Counts of the cross by segment. */
const countsOf = (rows: Readonly<Record<string, readonly number[]>>): TrueCell[] =>
  Object.entries(rows).flatMap(([row, counts]) =>
    counts.map((count, c) => ({ row, column: groups.values[c] ?? '', count })),
  );

const draw = (
  released: readonly number[],
  counts: Readonly<Record<string, readonly number[]>>,
  componentPeriods: readonly ComponentPeriod[] = [],
) =>
  drawBreakdown({
    secret: releaseSecretBytes(),
    table: CROSS,
    period: '2025-Q1',
    cells: countsOf(counts),
    whole: { table: WHOLE, drawn: drawnTable(WHOLE, '2025-Q1', [released]) },
    componentPeriods,
  });

describe('a table with a row that readers expect', () => {
  const OTHER = { other: [30, 30] };

  test('has the row if its cells can add up to the released numbers', () => {
    const drawn = draw([10, 10, 10, 60], { 'BA-HR': [5, 4], 'MK-RS': [5, 4], 'RS-HU': [5, 4], ...OTHER });
    expect(drawn?.rows).toContain(POOLED_ROW);
    expect(drawn?.pooledRows).toEqual(SEGMENTS);
  });

  test('cannot be drawn if exact counts prevent the pooled row', () => {
    // Together 15 and 10, which are not rounded. The three released numbers add up to 30 and not to 25.
    const counts = { 'BA-HR': [5, 3], 'MK-RS': [5, 3], 'RS-HU': [5, 4], ...OTHER };
    expect(draw([10, 10, 10, 60], counts)).toBeUndefined();
    expect(draw([5, 10, 10, 60], counts)?.rows).toContain(POOLED_ROW);
  });

  test('cannot be drawn if shorter periods force more of its cells up than its number allows', () => {
    const monthly = { ...CROSS, id: 'cross-month', period: 'month' } as const;
    const counts = { 'BA-HR': [1, 1], 'MK-RS': [11, 12], 'RS-HU': [30, 30], ...OTHER };
    const month: ComponentPeriod = {
      table: monthly,
      drawn: drawnTable(monthly, '2025-01', [
        [0, 0],
        [15, 15],
        [30, 30],
        [30, 30],
      ]),
      cells: countsOf(counts),
    };
    // The month leaves at least 11 of each, so both must become 15.
    expect(draw([0, 30, 60, 60], counts, [month])).toBeDefined();
    expect(draw([0, 25, 60, 60], counts, [month])).toBeUndefined();
  });
});
