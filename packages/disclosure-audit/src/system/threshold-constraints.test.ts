import { expect, test } from 'vitest';
import { findDeterminedCounts, findInferredCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import { groupsToAudit, withGroups } from './organisation-groups.ts';
import type { ReleasedTable } from './release-variables.ts';
import { cellsOf, plannedTable, releasedTable } from './released-table.fixture.ts';

const TABLE = plannedTable('groups', {
  period: 'quarter',
  columns: { dimension: 'typeGroup', values: ['border', 'coercion'] },
});

/** Counts of border incidents and coercion, by organisation. */
type Reports = Readonly<Record<string, readonly [number, number]>>;

/** A release of a quarter to authorities, who need 40 reports. All organisations report through one node. */
function quarter(numbers: readonly [number, number], reports: Reports): ReleasedTable {
  const counts = Object.values(reports).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  const parts = Object.entries(reports).map(([name, own]) => [name, cellsOf(TABLE, { all: own })] as const);
  return {
    ...releasedTable(TABLE, '2025-Q1', { all: numbers }, { all: counts }),
    audience: 'authorities',
    cellsByOrganisation: new Map(parts),
    cellsByNode: new Map([['XK', new Map(parts.filter(([name]) => name.startsWith('xk')))]]),
  };
}

const determinedIn = async (release: ReleasedTable): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf([release]);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
};

const inferredIn = async (release: ReleasedTable): Promise<string[]> => {
  const { linearSystem, hidden, attackers } = linearSystemOf(
    withGroups([release], groupsToAudit([release], [], 0)),
  );
  const inferred = await findInferredCounts(linearSystem, hidden, attackers);
  return inferred.map(({ attacker, name }) => `${attacker}: ${name}`);
};

const COERCION = 'groups 2025-Q1 authorities: all, coercion';

test('an audience that gets a release has enough reports', async () => {
  const reports: Reports = { a: [20, 0], b: [15, 2], c: [2, 1] };
  // 35 is at most 39, and 0 at most 4. Together they are at least 40.
  expect(await determinedIn(quarter([35, 0], reports))).toEqual([COERCION]);
  expect(await determinedIn(quarter([40, 0], reports))).toEqual([]);
  const toMembers = { ...quarter([35, 0], reports), audience: TABLE.audience };
  expect(await determinedIn(toMembers)).toEqual([]);
});

test('an organisation knows that it counts for at most half of them', async () => {
  const others: Reports = { b: [10, 2], c: [7, 1] };
  // The others have at least 20: at most 19 in 45, and so at least one in 0.
  expect(await inferredIn(quarter([45, 0], { a: [30, 0], ...others }))).toEqual([`a: ${COERCION}`]);
  expect(await inferredIn(quarter([50, 0], { a: [30, 0], ...others }))).toEqual([]);
});

test('each member of a group counts for at most half', async () => {
  const others: Reports = { b: [10, 2], c: [7, 1] };
  const member = (name: string) => `${name}: ${COERCION}`;
  expect(await inferredIn(quarter([45, 0], { xk1: [30, 0], ...others }))).toEqual(
    ['xk1', 'node XK'].map(member),
  );
  expect(await inferredIn(quarter([45, 0], { xk1: [15, 0], xk2: [15, 0], ...others }))).toEqual([]);
});

test('counts below the minimum, such as estimated ones, do not contradict the releases', async () => {
  expect(await determinedIn(quarter([10, 0], { a: [8, 0], b: [1, 1] }))).toEqual([]);
  expect(await inferredIn(quarter([10, 0], { a: [8, 0], b: [1, 1] }))).toEqual([]);
});
