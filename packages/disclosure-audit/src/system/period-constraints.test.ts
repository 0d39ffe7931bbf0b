import type { Audience, PlannedTable, TrueCell } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { findDeterminedCounts, findInferredCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import type { ReleasedTable } from './release-variables.ts';

const AXIS = { dimension: 'all', values: ['all'] } as const;

/** A release of one number and its exact count. */
function release(
  [period, reads, truth]: readonly [period: string, reads: number, truth: number],
  audience: Audience = 'partners',
  changed: Partial<PlannedTable> = {},
): ReleasedTable {
  const table: PlannedTable = {
    id: period.length === 7 && !period.includes('Q') ? 'month' : 'quarter',
    layer: 'reports',
    unit: 'incidents',
    period: period.includes('Q') ? 'quarter' : 'month',
    closesAfterDays: 21,
    audience,
    rows: AXIS,
    columns: AXIS,
    ...changed,
  };
  const cells: TrueCell[] = [{ row: 'all', column: 'all', count: truth }];
  return {
    table,
    period,
    audience,
    cells,
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

const determinedIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf(releases);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name.split(':')[0] ?? '');
};

const MONTHS = ['2025-01', '2025-02', '2025-03'];

describe('a longer period, combined with its shorter periods,', () => {
  test('is at most their sum for a wider audience, so a large number discloses their counts', async () => {
    const months = MONTHS.map((month) => release([month, 0, 4]));
    // The total is 11 or 12, so each month has three or four.
    expect(await determinedIn([...months, release(['2025-Q1', 15, 12], 'network')])).toEqual(
      MONTHS.map((month) => `month ${month} partners`),
    );
    expect(await determinedIn([...months, release(['2025-Q1', 5, 8], 'network')])).toEqual([]);
    // If one month is missing, the quarter's count has no upper bound.
    expect(await determinedIn([...months.slice(1), release(['2025-Q1', 15, 12], 'network')])).toEqual([]);
  });

  test('is at least each of them for a narrower audience', async () => {
    const month = release(['2025-02', 5, 3], 'network');
    expect(await determinedIn([month, release(['2025-Q1', 0, 4])])).toEqual([
      'month 2025-02 network',
      'quarter 2025-Q1 partners',
    ]);
    expect(await determinedIn([month, release(['2025-Q1', 5, 4])])).toEqual([]);
  });

  test('is at least the sum of the published ones if others are withheld', async () => {
    const [january, march] = [release(['2025-01', 5, 2]), release(['2025-03', 0, 0])];
    expect(await determinedIn([january, march, release(['2025-Q1', 0, 3])])).toEqual([
      'month 2025-01 partners',
      'month 2025-03 partners',
      'quarter 2025-Q1 partners',
    ]);
  });

  test('is at least their sum if they are published for several audiences', async () => {
    const releases = [
      release(['2025-01', 5, 2], 'network'),
      release(['2025-02', 5, 2]),
      release(['2025-03', 0, 0]),
    ];
    expect(await determinedIn([...releases, release(['2025-Q1', 5, 4])])).toEqual([]);
    expect(await determinedIn([...releases, release(['2025-Q1', 0, 4])])).toEqual([
      'month 2025-01 network',
      'month 2025-02 partners',
      'month 2025-03 partners',
      'quarter 2025-Q1 partners',
    ]);
  });

  test('never contradicts them, for any late reports and retractions', async () => {
    const months = MONTHS.map((month) => release([month, 0, 1]));
    const { linearSystem, hidden } = linearSystemOf([...months, release(['2025-Q1', 60, 60], 'network')]);
    await expect(findDeterminedCounts(linearSystem, hidden)).resolves.not.toThrow(ContradictionError);
    const retracted = [release(['2025-01', 60, 60], 'network'), release(['2025-Q1', 0, 2])];
    await expect(determinedIn(retracted)).resolves.toEqual([]);
  });
});

test('is compared, for a wider audience, with the next narrower audience that has a release', async () => {
  // The network was too small, so authorities read a part of the table for members.
  const planned = { audience: 'partners', alsoFor: ['network', 'authorities'] } as const;
  const [members, authorities] = [
    release(['2025-01', 5, 4], 'partners', planned),
    release(['2025-01', 5, 2], 'authorities', planned),
  ];
  const { linearSystem } = linearSystemOf([members, authorities]);
  expect(linearSystem.constraints.some(({ terms }) => terms.length === 2)).toBe(true);
});

describe('an organisation that knows its own late reports and retractions', () => {
  const owned = (one: ReleasedTable, count: number): ReleasedTable => ({
    ...one,
    cellsByOrganisation: new Map([['A', [{ row: 'all', column: 'all', count }]]]),
  });
  const inferredIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
    const { linearSystem, hidden, attackers } = linearSystemOf(releases);
    const inferred = await findInferredCounts(linearSystem, hidden, attackers);
    return inferred.map(({ name }) => name.split(':')[0] ?? '');
  };

  test('infers reports of others, because it knows its own reports in a withheld period', async () => {
    // January is missing and has five reports of A. February has one report of another organisation, and is
    // released as 5.
    const [february, march] = [release(['2025-02', 5, 1]), release(['2025-03', 0, 0])];
    const quarter = owned(release(['2025-Q1', 5, 6]), 5);
    expect(await inferredIn([owned(february, 0), owned(march, 0), quarter])).toEqual([
      'month 2025-02 partners',
      'quarter 2025-Q1 partners',
    ]);
    // If A had no reports in January, all values would stay possible.
    expect(await inferredIn([owned(february, 0), owned(march, 0), owned(quarter, 0)])).toEqual([]);
  });

  test('infers reports of others from its own retractions', async () => {
    const months = [
      owned(release(['2025-01', 5, 6]), 5),
      owned(release(['2025-02', 0, 4]), 4),
      owned(release(['2025-03', 0, 4]), 4),
    ];
    expect(await inferredIn([...months, owned(release(['2025-Q1', 5, 1]), 0)])).toEqual([
      'month 2025-01 partners',
      'quarter 2025-Q1 partners',
    ]);
  });
});
