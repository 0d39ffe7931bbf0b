import { type DrawVariant, type PlannedTable, POOLED_ROW } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import type { ReleasedTable } from '../system/release-variables.ts';
import { plannedTable, releasedTable } from '../system/released-table.fixture.ts';
import { decideDraw, MAX_ATTEMPTS } from './decide-draw.ts';

const COUNTRIES = ['AL', 'BA', 'ME', 'RS'];
const columns = { dimension: 'typeGroup', values: ['border', 'death'] };
const country = { dimension: 'country', values: COUNTRIES };
const TOP = plannedTable('country', { period: 'quarter', rows: country });
const CROSS = plannedTable('cross', {
  period: 'quarter',
  rows: country,
  columns,
  splits: { table: 'country', from: 20 },
});
const MONTHLY = plannedTable('cross-month', { rows: country, columns });
const LINKED_TABLES = [TOP, CROSS];

type Row = readonly [number, number];
const rows = (AL: Row, other: Row) => ({ AL, BA: other, ME: other, RS: other });

/** A death in Albania each quarter: January is released as 5 (1 to 9), the other months as 0. */
const EARLIER: ReleasedTable[] = ['2025-01', '2025-02', '2025-03'].map((month, n) =>
  releasedTable(MONTHLY, month, rows([10, n === 0 ? 5 : 0], [10, 10]), rows([10, n === 0 ? 3 : 0], [10, 10])),
);
const COUNTS = rows([30, 3], [30, 30]);

/** The quarter. If Albania's deaths are released as 0, January has 1 to 4 of them. */
function quarter({
  discloses,
  pooled = [],
}: {
  readonly discloses: boolean;
  readonly pooled?: readonly string[];
}) {
  const numbers: Record<string, readonly number[]> = Object.fromEntries(
    Object.entries(rows([30, discloses ? 0 : 5], [30, 30])).filter(([row]) => !pooled.includes(row)),
  );
  if (pooled.length > 0) numbers[POOLED_ROW] = [30 * pooled.length, 30 * pooled.length - 25];
  const top = Object.fromEntries(COUNTRIES.map((code) => [code, [code === 'AL' ? 35 : 60]]));
  const topCounts = Object.fromEntries(COUNTRIES.map((code) => [code, [code === 'AL' ? 33 : 60]]));
  return [releasedTable(TOP, '2025-Q1', top, topCounts), releasedTable(CROSS, '2025-Q1', numbers, COUNTS)];
}

async function decide(
  draw: (variant: DrawVariant) => ReleasedTable[],
  linkedTables: readonly PlannedTable[] = LINKED_TABLES,
) {
  const drawn: DrawVariant[] = [];
  const decided = await decideDraw(
    {
      linkedTables,
      earlier: EARLIER,
      draw: (variant) => {
        drawn.push(variant);
        return draw(variant);
      },
    },
    { pairedOrganisations: 0 },
  );
  return { ...decided, drawn };
}

describe('the decision on a period', () => {
  test('is the first draw that discloses no count', async () => {
    for (const accepted of [0, 3, MAX_ATTEMPTS - 1]) {
      const { decision, released } = await decide(({ attempt }) =>
        quarter({ discloses: attempt < accepted }),
      );
      expect(decision).toEqual({
        attempt: accepted,
        mergedRows: {},
        withheldTables: [],
        withheldVictims: [],
      });
      expect(released).toEqual(quarter({ discloses: false }));
    }
  });

  test('rejects draws that lack a table, without an audit and beyond the limit of audited draws', async () => {
    const accepted = 3 * MAX_ATTEMPTS;
    const { decision, released } = await decide(({ attempt }) =>
      quarter({ discloses: false }).slice(0, attempt < accepted ? 1 : 2),
    );
    expect(decision).toMatchObject({ attempt: accepted, withheldTables: [] });
    expect(released).toEqual(quarter({ discloses: false }));
  });

  test('lacks a table only if no draw has all of them', async () => {
    const { decision, released } = await decide(({ attempt }) =>
      quarter({ discloses: false }).slice(0, attempt === 2 ? 1 : 0),
    );
    expect(decision).toEqual({ attempt: 2, mergedRows: {}, withheldTables: ['cross'], withheldVictims: [] });
    expect(released.map(({ table }) => table.id)).toEqual(['country']);
  });

  test('merges the rows that the findings name, if all draws disclose a count, and draws again', async () => {
    const { decision, drawn } = await decide(({ attempt, mergedRows }) => {
      const pooled = mergedRows.cross === undefined ? [] : [...mergedRows.cross, 'BA', 'ME'];
      return quarter({ discloses: pooled.length === 0 || attempt < 1, pooled });
    });
    expect(decision).toEqual({
      attempt: 0,
      mergedRows: { cross: ['AL'] },
      withheldTables: [],
      withheldVictims: [],
    });
    expect(drawn.filter(({ mergedRows }) => mergedRows.cross === undefined).length).toBeGreaterThanOrEqual(5);
  });

  test('keeps sums of victims if some draw discloses no count by group size', async () => {
    const sizes = plannedTable('sizes', {
      period: 'quarter',
      rows: country,
      columns: { dimension: 'groupSize', values: ['one'] },
      splits: { table: 'country', from: 20 },
    });
    const bySize = (AL: number) =>
      Object.fromEntries(COUNTRIES.map((code) => [code, [code === 'AL' ? AL : 60]]));
    const release = releasedTable(sizes, '2025-Q1', bySize(35), bySize(33));
    const victims = { roundingBase: 10, minIncidents: 20, rows: COUNTRIES.map(() => null), total: null };
    const withSums = { ...release, drawn: { ...release.drawn, victims } };
    const { decision } = await decide(
      ({ mergedRows }) => {
        const pooled = mergedRows.cross === undefined ? [] : [...mergedRows.cross, 'BA', 'ME'];
        return [...quarter({ discloses: pooled.length === 0, pooled }), withSums];
      },
      [...LINKED_TABLES, sizes],
    );
    expect(decision).toMatchObject({ withheldVictims: [], mergedRows: { cross: ['AL'] } });
  });

  test('withholds a table only if merged rows do not help either, after a bounded number of draws', async () => {
    const { decision, released, drawn } = await decide(() => quarter({ discloses: true }));
    expect(decision).toMatchObject({ attempt: 0, withheldTables: ['cross'] });
    expect(released.map(({ table }) => table.id)).toEqual(['country']);
    expect(drawn.length).toBeLessThan(30);
  });

  test('merges no rows of a table without rows, which is withheld at once', async () => {
    const top = plannedTable('region', { period: 'quarter' });
    const oneWay = plannedTable('type', { period: 'quarter', columns, splits: { table: top.id, from: 0 } });
    const monthly = plannedTable('type-month', { columns });
    const earlier = ['2025-01', '2025-02', '2025-03'].map((month, n) =>
      releasedTable(monthly, month, { all: [10, n === 0 ? 5 : 0] }, { all: [10, n === 0 ? 3 : 0] }),
    );
    const { decision } = await decideDraw(
      {
        linkedTables: [top, oneWay],
        earlier,
        draw: () => [
          releasedTable(top, '2025-Q1', { all: [30] }, { all: [33] }),
          releasedTable(oneWay, '2025-Q1', { all: [30, 0] }, { all: [30, 3] }),
        ],
      },
      { pairedOrganisations: 0 },
    );
    expect(decision).toMatchObject({ mergedRows: {}, withheldTables: ['type'] });
  });
});
