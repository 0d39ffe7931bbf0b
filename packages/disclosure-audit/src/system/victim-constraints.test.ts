import {
  DEFAULT_RELEASE_PLAN,
  drawLinkedTables,
  keyedUniform,
  type LinkedTables,
  type PlannedTable,
  type TrueCell,
  withoutVictims,
} from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { decideDraw } from '../findings/decide-draw.ts';
import { findDeterminedCounts, findInferredCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import type { ReleasedTable } from './release-variables.ts';

const SIZES = 'country-groupsize-year';

/** Region, countries and group sizes by year, without component periods. */
const LINKED_TABLES: LinkedTables = DEFAULT_RELEASE_PLAN.tables
  .filter(({ id }) => ['region-year', 'country-year', SIZES].includes(id))
  .map(({ partsOf: _, alsoFor: _none, ...table }) =>
    table.victims === undefined ? table : { ...table, victims: { from: 20 } },
  );

type Incident = {
  readonly country: string;
  readonly victims: number | undefined;
  readonly by: string;
};

const sizeOf = (victims: number | undefined): string => {
  if (victims === undefined) return 'unknown';
  if (victims === 0) return 'none';
  if (victims === 1) return 'one';
  if (victims <= 4) return 'two-to-four';
  return victims <= 9 ? 'five-to-nine' : 'ten-or-more';
};

function cellsOf(table: PlannedTable, incidents: readonly Incident[]): TrueCell[] {
  const codes = ({ country, victims }: Incident) => ({
    country,
    groupSize: sizeOf(victims),
    all: 'all',
  });
  return incidents.map((one) => ({
    row: Reflect.get(codes(one), table.rows.dimension) as string,
    column: Reflect.get(codes(one), table.columns.dimension) as string,
    count: 1,
    victims: one.victims ?? 0,
  }));
}

function release(incidents: readonly Incident[], key: number): ReleasedTable[] {
  return drawLinkedTables({
    secret: releaseSecretBytes(key),
    roundingBase: 5,
    linkedTables: LINKED_TABLES,
    period: '2025',
    cellsFor: (table) => cellsOf(table, incidents),
    componentPeriodsOf: () => [],
  }).map((one) => ({
    ...one,
    period: '2025',
    cells: cellsOf(one.table, incidents),
    cellsByOrganisation: new Map(
      [...Map.groupBy(incidents, ({ by }) => by)].map(([by, own]) => [by, cellsOf(one.table, own)]),
    ),
  }));
}

const incidentsOf = (count: number, victims: number | undefined, by = 'b', country = 'AL'): Incident[] =>
  Array.from({ length: count }, () => ({ country, victims, by }));

/**
 * Enough incidents in every other country for its own sum of victims. These sums leave open how many groups of
 * ten or more exist, because groups of four may be groups of two.
 */
const otherCountries = ['BA', 'ME', 'MK', 'RS', 'XK', 'other-or-unknown'].flatMap((country) =>
  incidentsOf(40, 4, 'b', country),
);

const readsTen = (releases: readonly ReleasedTable[]): number | null | undefined =>
  releases.find(({ table }) => table.id === SIZES)?.drawn.cells[0]?.[3];

/** The decision if every attempt gives the same numbers. */
const decisionOn = async (releases: readonly ReleasedTable[]) =>
  (
    await decideDraw(
      { linkedTables: LINKED_TABLES, earlier: [], draw: () => releases },
      { pairedOrganisations: 0 },
    )
  ).decision;

const KEYS = [0, 1, 2];

/** A key for each of the two released values, 0 and 5, of one large group. */
function keysFor(incidents: readonly Incident[]): number[] {
  const all = Array.from({ length: 256 }, (_, key) => key);
  const keys = [0, 5].map((read) => all.find((key) => readsTen(release(incidents, key)) === read));
  expect(keys).not.toContain(undefined);
  return keys.filter((key) => key !== undefined);
}

describe('sums of victims', () => {
  test('disclose that at most a few large groups exist, and the audit withholds these sums', async () => {
    const incidents = [...otherCountries, ...incidentsOf(40, 1)];
    const releases = release(incidents, 0);
    const { linearSystem, hidden } = linearSystemOf(releases);
    const names = (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
    expect(names).toContain(`${SIZES} 2025 partners: AL, ten-or-more`);
    expect(await decisionOn(releases)).toMatchObject({ withheldTables: [], withheldVictims: [SIZES] });
  });

  test('keep the truth feasible for every attacker', async () => {
    for (const key of KEYS) {
      const uniform = keyedUniform(releaseSecretBytes(key), 'incidents');
      const pick = <T>(list: readonly T[]): T => list[Math.floor(uniform() ** 2 * list.length)] as T;
      const incidents = Array.from({ length: 300 }, () => ({
        country: pick(['RS', 'BA', 'AL', 'ME', 'MK', 'XK', 'other-or-unknown']),
        victims: pick([1, 1, 2, 3, undefined, 6, 12, 0, 80]),
        by: pick(['a', 'b', 'c']),
      }));
      const { linearSystem, hidden, attackers } = linearSystemOf(release(incidents, key));
      expect(attackers).toHaveLength(3);
      // Both calls reject if nothing is feasible.
      await findDeterminedCounts(linearSystem, hidden);
      await findInferredCounts(linearSystem, hidden, attackers);
    }
  });

  test('disclose a large group that is released as 0, and the audit withholds these sums', async () => {
    const incidents = [...otherCountries, ...incidentsOf(40, 1), ...incidentsOf(1, 200)];
    for (const key of keysFor(incidents)) {
      const releases = release(incidents, key);
      const found = async (tables: readonly ReleasedTable[]) => {
        const { linearSystem, hidden } = linearSystemOf(tables);
        return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
      };
      expect(await found(releases.map(withoutVictims))).toEqual([]);
      const disclosed = readsTen(releases) === 0 ? [`${SIZES} 2025 partners: AL, ten-or-more`] : [];
      expect(await found(releases)).toEqual(disclosed);
      expect(await decisionOn(releases)).toMatchObject({
        withheldTables: [],
        withheldVictims: disclosed.length > 0 ? [SIZES] : [],
      });
    }
  });

  test('disclose a large group only to an organisation that knows its own victims, not to outsiders', async () => {
    // For an outsider, forty groups of two may be forty groups of four. The organisation that reported them
    // knows that they have eighty persons.
    const incidents = [
      ...otherCountries,
      ...incidentsOf(40, 1),
      ...incidentsOf(40, 2, 'a'),
      ...incidentsOf(1, 120),
    ];
    let disclosed = 0;
    for (const key of keysFor(incidents)) {
      const releases = release(incidents, key);
      const { linearSystem, hidden, attackers } = linearSystemOf(releases);
      expect(await findDeterminedCounts(linearSystem, hidden)).toEqual([]);
      const inferred = await findInferredCounts(linearSystem, hidden, attackers);
      const tens = inferred.filter(({ attacker }) => attacker === 'a').map(({ name }) => name);
      expect(tens.includes(`${SIZES} 2025 partners: AL, ten-or-more`)).toBe(readsTen(releases) === 0);
      disclosed += tens.length;
    }
    expect(disclosed).toBeGreaterThan(0);
  });
});
