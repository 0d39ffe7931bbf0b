import { releaseSecretBytes } from '@waylight/testing/fixed';
import { expect, test } from 'vitest';
import { POOLED_ROW } from '../plan/axis.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import { drawLinkedTables } from './draw-linked-tables.ts';
import type { TrueCell } from './draw-table.ts';
import { type DrawVariant, FIRST_DRAW, keyOfVariant, type MergedRows } from './draw-variant.ts';
import { numberAt } from './drawn-table.ts';

const SECRET = releaseSecretBytes();
const COUNTRIES = ['AL', 'BA', 'ME', 'MK', 'RS'];
const TYPES = ['border', 'death'];
const TOP: PlannedTable = {
  id: 'country',
  layer: 'reports',
  unit: 'incidents',
  period: 'quarter',
  audience: 'partners',
  closesAfterDays: 42,
  rows: { dimension: 'country', values: COUNTRIES },
  columns: { dimension: 'all', values: ['all'] },
};
const CROSS: PlannedTable = {
  ...TOP,
  id: 'country-type',
  columns: { dimension: 'typeGroup', values: TYPES },
  splits: { table: TOP.id, from: 20 },
};

const cellsFor = (table: PlannedTable): TrueCell[] =>
  COUNTRIES.flatMap((row, r) =>
    TYPES.map((column, c) => ({
      row,
      column: table === TOP ? 'all' : column,
      count: 33 + 7 * r + 11 * c,
    })),
  );

const draw = (variant?: DrawVariant) =>
  drawLinkedTables({
    secret: SECRET,
    roundingBase: 5,
    linkedTables: [TOP, CROSS],
    period: '2025-Q1',
    cellsFor,
    componentPeriodsOf: () => [],
    ...(variant === undefined ? {} : { variant }),
  });

const MERGES: readonly MergedRows[] = [{}, { a: ['x'] }, { a: ['x', 'y'] }, { b: ['x'] }];

test('each variant of each period has its own key, whatever the order of rows and tables', () => {
  const keyOf = (variant: DrawVariant, period = '2025-Q1') =>
    Buffer.from(keyOfVariant(SECRET, period, variant)).toString('hex');
  const variants: DrawVariant[] = [0, 1, 2, 3, 4].flatMap((attempt) =>
    MERGES.map((mergedRows) => ({ attempt, mergedRows })),
  );
  const keys = variants.flatMap((variant) => ['2025-Q1', '2025-Q2'].map((period) => keyOf(variant, period)));
  expect(new Set(keys).size).toBe(40);
  expect(keyOf({ attempt: 1, mergedRows: { a: ['x', 'y'], b: ['z'] } })).toBe(
    keyOf({ attempt: 1, mergedRows: { b: ['z'], a: ['y', 'x'] } }),
  );
});

test('a draw is repeatable, and another attempt draws all tables of the period anew', () => {
  expect(draw()).toEqual(draw(FIRST_DRAW));
  const attempts = [0, 1, 2, 3, 4].map((attempt) => draw({ attempt, mergedRows: {} }));
  for (const n of [0, 1])
    expect(new Set(attempts.map((tables) => JSON.stringify(tables[n]?.drawn.cells))).size).toBeGreaterThan(1);
});

test('merged rows are given only in the pooled row, and only in their table', () => {
  const [top, cross] = draw({ attempt: 0, mergedRows: { [CROSS.id]: ['BA', 'ME', 'MK'] } });
  if (top === undefined || cross === undefined) throw new Error('two tables are drawn');
  for (const row of COUNTRIES) {
    expect(typeof numberAt(TOP, top.drawn, { country: row })).toBe('number');
    const isGiven = numberAt(CROSS, cross.drawn, { country: row, typeGroup: 'border' }) !== null;
    expect(isGiven).toBe(['AL', 'RS'].includes(row));
  }
  const pooled = numberAt(CROSS, cross.drawn, { country: POOLED_ROW, typeGroup: 'border' });
  expect(Math.abs((pooled ?? 0) - (40 + 47 + 54))).toBeLessThan(5);
});
