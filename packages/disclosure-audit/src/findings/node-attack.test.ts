import { POOLED_ROW, type TrueCell } from '@waylight/disclosure-control';
import { expect, test } from 'vitest';
import { groupsToAudit, withGroups } from '../system/organisation-groups.ts';
import type { ReleasedTable } from '../system/release-variables.ts';
import { plannedTable, releasedTable } from '../system/released-table.fixture.ts';
import { decideDraw } from './decide-draw.ts';
import { findIn } from './find-in.ts';

const country = { dimension: 'country', values: ['AL', 'RS', 'XK'] };
const columns = { dimension: 'typeGroup', values: ['coercion', 'border'] };
const MONTHLY = plannedTable('minimal-month', { rows: country, columns });
const TOP = plannedTable('country-quarter', { period: 'quarter', rows: country });
const CROSS = plannedTable('country-typegroup-quarter', {
  period: 'quarter',
  rows: country,
  columns,
  splits: { table: TOP.id, from: 20 },
});
const MONTHS = ['2026-04', '2026-05', '2026-06'];

/** Coercion by month: two organisations of Kosovo report three incidents each, one of Albania reports two. */
const KOSOVO = { CRPK: [1, 1, 1], 'SIM-XK-1': [1, 1, 1] } as const;
const ALBANIA = { 'SIM-AL-1': [1, 0, 1] } as const;
const inCountry = (row: string, count: number, column = 'coercion'): TrueCell => ({ row, column, count });

type ByMonth = Readonly<Record<string, readonly number[]>>;

/** Adds the parts of organisations and nodes to a release. `months` are the months that it counts. */
function withParts(release: ReleasedTable, months: readonly number[]): ReleasedTable {
  const partsOf = (row: string, reports: ByMonth) =>
    new Map(
      Object.entries(reports).map(([name, counts]) => {
        const column = release.table === TOP ? 'all' : 'coercion';
        return [
          name,
          [
            inCountry(
              row,
              months.reduce((sum, n) => sum + (counts[n] ?? 0), 0),
              column,
            ),
          ],
        ] as const;
      }),
    );
  const cellsByNode = new Map([
    ['AL', partsOf('AL', ALBANIA)],
    ['XK', partsOf('XK', KOSOVO)],
  ]);
  return {
    ...release,
    cellsByNode,
    cellsByOrganisation: new Map([...cellsByNode.values()].flatMap((parts) => [...parts])),
  };
}

/** Albania is released as 5 in April and June, so it has at least one incident in each. */
const EARLIER = MONTHS.map((month, n) => {
  const [albania, kosovo] = [ALBANIA['SIM-AL-1'][n] ?? 0, 2];
  return withParts(
    releasedTable(
      MONTHLY,
      month,
      n === 1 ? { AL: [0, 10], RS: [0, 90], XK: [5, 5] } : { AL: [5, 5], RS: [0, 90], XK: [0, 10] },
      { AL: [albania, 8], RS: [0, 90], XK: [kosovo, 8] },
    ),
    [n],
  );
});

/** Only Albania and Kosovo are pooled: together 5 (1 to 9). */
const QUARTER = [
  withParts(
    releasedTable(TOP, '2026-Q2', { AL: [25], RS: [270], XK: [30] }, { AL: [26], RS: [270], XK: [30] }),
    [0, 1, 2],
  ),
  withParts(
    releasedTable(
      CROSS,
      '2026-Q2',
      { RS: [0, 270], [POOLED_ROW]: [5, 50] },
      { AL: [2, 24], RS: [0, 270], XK: [6, 24] },
    ),
    [0, 1, 2],
  ),
];

const attackersThatInfer = async (releases: readonly ReleasedTable[]): Promise<readonly string[]> => {
  const { attackers } = await findIn(releases, {});
  return attackers === 'everybody' ? ['an outsider'] : [...attackers];
};

test('the node of Kosovo subtracts its reports from the pooled row of two countries, and infers those of Albania', async () => {
  const groups = groupsToAudit(QUARTER, EARLIER, 0);
  expect(groups.map(({ name }) => name)).toEqual(['node AL', 'node XK']);
  expect(await attackersThatInfer([...EARLIER, ...QUARTER])).toEqual([]);
  expect(await attackersThatInfer(withGroups([...EARLIER, ...QUARTER], groups))).toEqual(['node XK']);
  const { counts } = await findIn(withGroups([...EARLIER, ...QUARTER], groups), {});
  expect([...counts.keys()]).toContain('minimal-month 2026-04 partners: AL, coercion');
});

test('such a draw is rejected, and the table is withheld if no other draw passes', async () => {
  const period = { linkedTables: [TOP, CROSS], draw: () => QUARTER };
  const { decision } = await decideDraw({ ...period, earlier: EARLIER }, { pairedOrganisations: 0 });
  expect(decision.withheldTables).toEqual([CROSS.id]);
  const withoutNodes = (releases: readonly ReleasedTable[]) =>
    releases.map(({ cellsByNode: _, ...release }) => release);
  const unaware = await decideDraw(
    { ...period, draw: () => withoutNodes(QUARTER), earlier: withoutNodes(EARLIER) },
    { pairedOrganisations: 0 },
  );
  expect(unaware.decision.withheldTables).toEqual([]);
});
