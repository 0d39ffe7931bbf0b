import { type PlannedTable, sum } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { findDeterminedCounts } from '../findings/run-audit.ts';
import { intervalsOf } from '../solver/exact-intervals.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import type { ReleasedTable } from './release-variables.ts';
import { plannedTable, releasedTable } from './released-table.fixture.ts';

const TOP = plannedTable('region');
const COUNTRIES = ['AL', 'ME', 'XK'];
const SEGMENTS = ['AL-ME', 'AL-XK'];
const REST = 'other-or-unknown';

/** Counts by country: those of each segment. */
type Cross = Readonly<Record<string, readonly [number, number]>>;

/** Released numbers: of the region, of each country (with the rest, if `counts` has it) and of each segment. */
type Numbers = {
  readonly region: number;
  readonly countries: readonly number[];
  readonly segments: readonly [number, number];
};

function month(counts: Cross, { region, countries, segments }: Numbers) {
  const rest = REST in counts ? { rest: REST } : {};
  const country = { dimension: 'country', values: COUNTRIES, ...rest };
  const segment = { dimension: 'segment', values: SEGMENTS };
  const splits = { table: TOP.id, from: 0 };
  const byCountry = Object.values(counts).map(sum);
  const bySegment = [0, 1].map((c) => sum(Object.values(counts).map((row) => row[c] ?? 0)));
  const table = (id: string, columns: PlannedTable['columns']) => plannedTable(id, { columns, splits });
  const cross = plannedTable('latent', { rows: country, columns: segment });
  const latent: ReleasedTable = { ...releasedTable(cross, '2025-01', {}, counts), isLatent: true };
  return {
    released: [
      releasedTable(TOP, '2025-01', { all: [region] }, { all: [sum(byCountry)] }),
      releasedTable(table('country', country), '2025-01', { all: countries }, { all: byCountry }),
      releasedTable(table('segment', segment), '2025-01', { all: segments }, { all: bySegment }),
    ],
    latent,
    /** The attacker's view if the table denied all exceptions. */
    withoutExceptions: { ...latent, cells: [] },
  };
}

const determinedIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf(releases);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
};

describe('an incident at a segment lies in one of its two countries', () => {
  test('so countries and segments together disclose what neither discloses', async () => {
    // Kosovo is released as 5 (1 to 9). All its incidents are at segment AL-XK, which is 0 (0 to 4).
    const counts = { AL: [20, 1], ME: [20, 0], XK: [0, 3] } as const;
    const { released, latent } = month(counts, { region: 45, countries: [20, 20, 5], segments: [45, 0] });
    expect(await determinedIn(released)).toEqual([]);
    expect(await determinedIn([...released, latent])).toContain('country 2025-01 partners: all, XK');
  });

  test('or, in a chain of pushbacks, in another country, which keeps the truth feasible', async () => {
    const counts = { AL: [0, 0], ME: [0, 7], XK: [0, 0] } as const;
    const numbers = { region: 10, countries: [0, 10, 0], segments: [0, 10] } as const;
    const { released, latent, withoutExceptions } = month(counts, numbers);
    await expect(determinedIn([...released, latent])).resolves.toBeInstanceOf(Array);
    await expect(determinedIn([...released, withoutExceptions])).rejects.toThrow(ContradictionError);
  });

  test('or in an unknown country', async () => {
    const counts = { AL: [0, 0], ME: [0, 0], XK: [0, 0], [REST]: [0, 7] } as const;
    const numbers = { region: 10, countries: [0, 0, 0, 10], segments: [0, 10] } as const;
    const { released, withoutExceptions } = month(counts, numbers);
    await expect(determinedIn([...released, withoutExceptions])).resolves.toBeInstanceOf(Array);
  });
});

test('a latent table before the tables of its period leaves these related to shorter periods', async () => {
  const country = { dimension: 'country', values: COUNTRIES };
  const segment = { dimension: 'segment', values: SEGMENTS };
  const months = ['2025-01', '2025-02', '2025-03'].map((month) =>
    releasedTable(plannedTable('month', { columns: country }), month, { all: [0, 5, 0] }, { all: [4, 6, 0] }),
  );
  const ofQuarter = { period: 'quarter' } as const;
  const quarter = releasedTable(
    plannedTable('quarter', { ...ofQuarter, columns: country }),
    '2025-Q1',
    { all: [10, 20, 0] },
    { all: [12, 18, 0] },
  );
  const cross = plannedTable('latent', { ...ofQuarter, rows: country, columns: segment });
  const counts = { AL: [12, 0], ME: [18, 0], XK: [0, 0] } as const;
  const latent: ReleasedTable = { ...releasedTable(cross, '2025-Q1', {}, counts), isLatent: true };
  for (const releases of [
    [...months, latent, quarter],
    [...months, quarter, latent],
  ]) {
    const { linearSystem, hidden } = linearSystemOf(releases);
    const albania = hidden.find(({ name }) => name === 'quarter 2025-Q1 partners: all, AL')?.variable ?? -1;
    // 6 to 14 by its own number, 10. But the months are at most 27 together, and ME is at least 16.
    expect((await intervalsOf(linearSystem, [albania])).get(albania)).toEqual({ least: 6, most: 11 });
  }
});
