import type { PlannedTable, TrueCell } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideDraw } from '../findings/decide-draw.ts';
import { findDeterminedCounts, findInferredCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import { groupsToAudit, withGroups } from './organisation-groups.ts';
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

/** All organisations report through one node. */
const NODE = 'XK';

/** A release of one number, with the reports that it counts. */
function oneNumber(period: string, reads: number, reports: Reports, shape = ONE_CELL): ReleasedTable {
  const table: PlannedTable = period.includes('Q') ? { ...shape, id: 'quarter', period: 'quarter' } : shape;
  return {
    table,
    period,
    audience: 'partners',
    cells: Object.values(reports).flat(),
    cellsByOrganisation: new Map(Object.entries(reports)),
    cellsByNode: new Map([[NODE, new Map(Object.entries(reports))]]),
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

const withPairs = (releases: readonly ReleasedTable[]): ReleasedTable[] =>
  withGroups(
    releases,
    groupsToAudit(releases.slice(-1), releases, 3).filter(({ name }) => name.includes(' and ')),
  );

describe('two organisations that share everything', () => {
  test('infer what neither infers alone', async () => {
    expect(await inferredIn([...MONTHS, QUARTER])).toEqual([]);
    expect(await inferredIn(withPairs([...MONTHS, QUARTER]))).toEqual([
      'A and B: month 2025-03 partners',
      'A and B: quarter 2025-Q1 partners',
    ]);
  });

  test('cause a table to be withheld if both are among the largest organisations of their country', async () => {
    const withheldFor = async (pairedOrganisations: number) => {
      const period = { linkedTables: [QUARTER.table], earlier: MONTHS, draw: () => [QUARTER] };
      return (await decideDraw(period, { pairedOrganisations })).decision.withheldTables;
    };
    expect(await withheldFor(3)).toEqual(['quarter']);
    // B is the smallest of the three organisations, so the pair with B is not audited.
    expect(await withheldFor(2)).toEqual([]);
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
    await expect(inferredIn(withPairs(releases))).resolves.toEqual([]);
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
        const groups = groupsToAudit(releases.slice(-1), releases, 3);
        const { linearSystem, hidden, attackers } = linearSystemOf(withGroups(releases, groups));
        expect(attackers.length).toBeGreaterThanOrEqual(4);
        await expect(findInferredCounts(linearSystem, hidden, attackers)).resolves.toBeInstanceOf(Array);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the groups to audit', () => {
  const inCountry = (row: string, count: number): TrueCell[] => [{ row, column: 'border', count }];
  const released = (byNode: Readonly<Record<string, Reports>>): ReleasedTable => {
    const organisations = Object.values(byNode).flatMap((reports) => Object.entries(reports));
    return {
      ...oneNumber('2025-01', 0, {}),
      table: TABLE,
      cellsByOrganisation: new Map(organisations),
      cellsByNode: new Map(
        Object.entries(byNode).map(([node, reports]) => [node, new Map(Object.entries(reports))]),
      ),
    };
  };
  const LARGE = { A: inCountry('AL', 90), B: inCountry('BA', 80), C: inCountry('BA', 70) };
  const SMALL = { X: inCountry('ME', 2), Y: inCountry('ME', 1), Z: inCountry('ME', 1) };
  const namesOf = (drawn: readonly ReleasedTable[], pairedOrganisations: number) =>
    groupsToAudit(drawn, [], pairedOrganisations).map(({ name }) => name);

  test('are the node of each country, and pairs of its largest organisations if they are requested', () => {
    const drawn = [released({ BA: LARGE, ME: SMALL })];
    expect(namesOf(drawn, 0)).toEqual(['node BA', 'node ME']);
    expect(namesOf(drawn, 2)).toEqual(['node BA', 'node ME', 'A and B', 'X and Y']);
    expect(namesOf(drawn, 12)).toHaveLength(2 + 3 + 3);
    expect(groupsToAudit([], drawn, 5).map(({ name }) => name)).toEqual(['node BA', 'node ME']);
  });

  test('have the reports that a node took, also of an organisation that sends to two nodes', () => {
    const drawn = released({ BA: LARGE, ME: { A: inCountry('ME', 4), ...SMALL } });
    const [withNodes] = withGroups([drawn], groupsToAudit([drawn], [], 0));
    expect(withNodes?.cellsByOrganisation?.get('node BA')).toEqual(Object.values(LARGE).flat());
    expect(withNodes?.cellsByOrganisation?.get('node ME')).toEqual([
      ...inCountry('ME', 4),
      ...Object.values(SMALL).flat(),
    ]);
  });

  test('do not depend on the order of reports', () => {
    const names = Object.keys({ ...LARGE, ...SMALL });
    const inOrder = (order: readonly string[]) =>
      namesOf([released({ BA: Object.fromEntries(order.map((name) => [name, inCountry('ME', 1)])) })], 4);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (order) => {
        expect(inOrder(order)).toEqual(inOrder(names));
      }),
    );
  });

  test('do not exist without reports', () => {
    const { cellsByOrganisation: _, cellsByNode: _none, ...withoutParts } = released({ BA: LARGE });
    expect(namesOf([withoutParts], 5)).toEqual([]);
    expect(namesOf([], 5)).toEqual([]);
    expect(withGroups([withoutParts], groupsToAudit([released({ BA: LARGE })], [], 5))).toEqual([
      withoutParts,
    ]);
  });
});
