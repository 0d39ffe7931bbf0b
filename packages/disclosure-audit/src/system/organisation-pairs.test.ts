import type { PlannedTable, TrueCell } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDisclosiveTables } from '../findings/disclosive-tables.ts';
import { findDeterminedCounts, findInferredCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import { pairsToCheck, withPairs } from './organisation-pairs.ts';
import type { ReleasedTable } from './release-variables.ts';

const COUNTRIES = ['AL', 'BA', 'ME'];
const TYPES = ['border', 'death'];
const TABLE: PlannedTable = {
  id: 'month',
  layer: 'reports',
  unit: 'incidents',
  period: 'month',
  audience: 'partners',
  closesAfterDays: 21,
  rows: { dimension: 'country', values: COUNTRIES },
  columns: { dimension: 'typeGroup', values: TYPES },
};
const ONE_CELL: PlannedTable = {
  ...TABLE,
  rows: { dimension: 'all', values: ['all'] },
  columns: { dimension: 'all', values: ['all'] },
};

/** Reports by organisation, with their place in the table. */
type Reports = Readonly<Record<string, readonly TrueCell[]>>;

const all = (count: number): TrueCell[] => [{ row: 'all', column: 'all', count }];

/** A release of one number, with the reports that it counts. */
function oneNumber(period: string, reads: number, reports: Reports, shape = ONE_CELL): ReleasedTable {
  const table: PlannedTable = period.includes('Q') ? { ...shape, id: 'quarter', period: 'quarter' } : shape;
  return {
    table,
    period,
    audience: 'partners',
    cells: Object.values(reports).flat(),
    cellsByOrganisation: new Map(Object.entries(reports)),
    drawn: {
      tableId: table.id,
      period,
      roundingBase: 5,
      rows: ['all'],
      columns: ['all'],
      cells: [[reads]],
      rowTotals: [reads],
      columnTotals: [reads],
      total: reads,
    },
  };
}

const roundedAnyhow = (truth: number, up: boolean): number =>
  truth - (truth % 5) + (up && truth % 5 > 0 ? 5 : 0);

/**
 * January and February count reports of A and B, and are released as 0. March counts reports of C, and is
 * released as 5. The quarter is also released as 5, so organisations other than A and B have at most 4
 * reports in it.
 */
const MONTHS = [
  oneNumber('2025-01', 0, { A: all(4), B: all(0), C: all(0) }),
  oneNumber('2025-02', 0, { A: all(0), B: all(1), C: all(0) }),
  oneNumber('2025-03', 5, { A: all(0), B: all(0), C: all(2) }),
];
const QUARTER = oneNumber('2025-Q1', 5, { A: all(4), B: all(1), C: all(2) });

const inferredIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases);
  expect(await findDeterminedCounts(linearSystem, hidden)).toEqual([]);
  const inferred = await findInferredCounts(linearSystem, hidden, attackers);
  return inferred.map(({ attacker, name }) => `${attacker}: ${name.split(':')[0]}`);
};

describe('two organisations that share everything', () => {
  test('infer what neither infers alone', async () => {
    expect(await inferredIn([...MONTHS, QUARTER])).toEqual([]);
    expect(await inferredIn(withPairs([...MONTHS, QUARTER], [['A', 'B']]))).toEqual([
      'A and B: month 2025-03 partners',
      'A and B: quarter 2025-Q1 partners',
    ]);
  });

  test('cause a table to be withheld if both are among the largest organisations', async () => {
    const withheldFor = async (pairedOrganisations: number) =>
      (await findDisclosiveTables([QUARTER.table], MONTHS, [QUARTER], { pairedOrganisations })).tables;
    expect(await withheldFor(3)).toEqual(new Set(['quarter']));
    // B is the smallest of the three organisations, so the pair with B is not audited.
    expect(await withheldFor(2)).toEqual(new Set());
  });

  test('know at most the true number of late reports, even if both sent late reports', async () => {
    const month = (own: Reports) => oneNumber('2025-01', 5, own);
    const releases = [
      month({ A: all(1), B: all(1), C: all(3) }),
      ...MONTHS.slice(1).map(({ period }) => oneNumber(period, 0, { A: all(0), B: all(0), C: all(0) })),
      // A and B have two late reports each, and C has two retractions. So the late reports of A and B exceed
      // the difference by two.
      oneNumber('2025-Q1', 5, { A: all(3), B: all(3), C: all(1) }),
    ];
    await expect(inferredIn(withPairs(releases, [['A', 'B']]))).resolves.toEqual([]);
  });

  test('never contradict the releases, for any late reports and retractions', async () => {
    const reports = fc.record({ A: fc.nat(4), B: fc.nat(4), C: fc.nat(4) });
    const four = fc.array(fc.tuple(reports, fc.boolean()), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(four, async (periods) => {
        const releases = [...MONTHS, QUARTER].map(({ period }, n) => {
          const [{ A, B, C } = { A: 0, B: 0, C: 0 }, up = false] = periods[n] ?? [];
          return oneNumber(period, roundedAnyhow(A + B + C, up), { A: all(A), B: all(B), C: all(C) });
        });
        const { linearSystem, hidden, attackers } = linearSystemOf(withPairs(releases, PAIRS));
        expect(attackers).toHaveLength(6);
        await expect(findInferredCounts(linearSystem, hidden, attackers)).resolves.toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });
});

const PAIRS = [
  ['A', 'B'],
  ['A', 'C'],
  ['B', 'C'],
] as const;

describe('the pairs to audit', () => {
  const inCountry = (row: string, count: number): TrueCell[] => [{ row, column: 'border', count }];
  const released = (reports: Reports): ReleasedTable => ({
    ...oneNumber('2025-01', 0, reports),
    table: TABLE,
  });
  const LARGE = { A: inCountry('AL', 90), B: inCountry('BA', 80), C: inCountry('BA', 70) };
  const SMALL = { X: inCountry('ME', 2), Y: inCountry('ME', 1), Z: inCountry('ME', 1) };

  test('are all pairs of the largest organisations', () => {
    const reports = { ...SMALL, ...LARGE };
    expect(pairsToCheck([released(reports)], 3)).toEqual(PAIRS);
    expect(pairsToCheck([released(reports)], 2)).toEqual([PAIRS[0]]);
    expect(pairsToCheck([released(reports)], 12)).toHaveLength(15);
    expect(pairsToCheck([{ ...released(reports), table: ONE_CELL }, released(SMALL)], 3)).toEqual(PAIRS);
  });

  test('do not depend on the order of reports', () => {
    const names = Object.keys({ ...LARGE, ...SMALL });
    const inOrder = (order: readonly string[]) =>
      pairsToCheck([released(Object.fromEntries(order.map((name) => [name, inCountry('ME', 1)])))], 4);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
        expect(inOrder(order)).toEqual(inOrder(names));
      }),
    );
  });

  test('do not exist if at most one organisation has reports', () => {
    const { cellsByOrganisation: _, ...withoutParts } = released(LARGE);
    expect(pairsToCheck([withoutParts], 5)).toEqual([]);
    expect(pairsToCheck([], 5)).toEqual([]);
    expect(pairsToCheck([released({ A: inCountry('AL', 3), B: inCountry('BA', 0) })], 5)).toEqual([]);
    expect(withPairs([withoutParts], PAIRS)).toEqual([withoutParts]);
  });
});
