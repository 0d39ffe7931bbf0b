import type { Audience, PlannedTable, TrueCell } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { findDeterminedCounts } from '../findings/find-determined-counts.ts';
import { findInferredCounts } from '../findings/find-inferred-counts.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import type { ReleasedTable } from './release-variables.ts';

const AXIS = { dimension: 'all', values: ['all'] } as const;

/** One number of a period: what it reads, and what it counted. */
function release(
  [period, reads, truth]: readonly [period: string, reads: number, truth: number],
  audience: Audience = 'partners',
  of: Partial<PlannedTable> = {},
): ReleasedTable {
  const table: PlannedTable = {
    ...{
      id: period.length === 7 && !period.includes('Q') ? 'month' : 'quarter',
      layer: 'reports',
      unit: 'incidents',
    },
    period: period.includes('Q') ? 'quarter' : 'month',
    ...{ closesAfterDays: 21, audience, rows: AXIS, columns: AXIS },
    ...of,
  };
  const cells: TrueCell[] = [{ row: 'all', column: 'all', count: truth }];
  return {
    ...{ table, period, audience, cells },
    drawn: {
      ...{ tableId: table.id, period, roundingBase: 5, rows: ['all'], columns: ['all'] },
      ...{ cells: [[reads]], rowTotals: [reads], columnTotals: [reads], total: reads },
    },
  };
}

const determinedIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf(releases);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name.split(':')[0] ?? '');
};

const MONTHS = ['2025-01', '2025-02', '2025-03'];

describe('a longer period beside shorter ones', () => {
  test('of a narrower circle counts no more than they, so that a large one tells what they hide', async () => {
    const months = MONTHS.map((month) => release([month, 0, 4]));
    // 11 to 12 in all: three or four each.
    expect(await determinedIn([...months, release(['2025-Q1', 15, 12], 'network')])).toEqual(
      MONTHS.map((month) => `month ${month} partners`),
    );
    expect(await determinedIn([...months, release(['2025-Q1', 5, 8], 'network')])).toEqual([]);
    // Without all of them nobody knows how much more it may count.
    expect(await determinedIn([...months.slice(1), release(['2025-Q1', 15, 12], 'network')])).toEqual([]);
  });

  test('of a wider circle counts no less than each of them', async () => {
    const month = release(['2025-02', 5, 3], 'network');
    expect(await determinedIn([month, release(['2025-Q1', 0, 4])])).toEqual([
      'month 2025-02 network',
      'quarter 2025-Q1 partners',
    ]);
    expect(await determinedIn([month, release(['2025-Q1', 5, 4])])).toEqual([]);
  });

  test('of which some were withheld counts no less than the others', async () => {
    const [january, march] = [release(['2025-01', 5, 2]), release(['2025-03', 0, 0])];
    expect(await determinedIn([january, march, release(['2025-Q1', 0, 3])])).toEqual([
      'month 2025-01 partners',
      'quarter 2025-Q1 partners',
    ]);
  });

  test('of one circle each counts no less than all together', async () => {
    const releases = [
      release(['2025-01', 5, 2], 'network'),
      release(['2025-02', 5, 2]),
      release(['2025-03', 0, 0]),
    ];
    expect(await determinedIn([...releases, release(['2025-Q1', 5, 4])])).toEqual([]);
    expect(await determinedIn([...releases, release(['2025-Q1', 0, 4])])).toEqual([
      ...['month 2025-01 network', 'month 2025-02 partners', 'quarter 2025-Q1 partners'],
    ]);
  });

  test('contradicts them nowhere, however much came late or was taken back', async () => {
    const months = MONTHS.map((month) => release([month, 0, 1]));
    const { linearSystem, hidden } = linearSystemOf([...months, release(['2025-Q1', 60, 60], 'network')]);
    await expect(findDeterminedCounts(linearSystem, hidden)).resolves.not.toThrow(ContradictionError);
    const takenBack = [release(['2025-01', 60, 60], 'network'), release(['2025-Q1', 0, 2])];
    await expect(determinedIn(takenBack)).resolves.toEqual([]);
  });
});

test('the part of a wider circle is held against the next narrower one that there is', async () => {
  // The network's layer was too thin: authorities read a part of what members do.
  const of = { audience: 'partners', alsoFor: ['network', 'authorities'] } as const;
  const [members, authorities] = [
    release(['2025-01', 5, 4], 'partners', of),
    release(['2025-01', 5, 2], 'authorities', of),
  ];
  const { linearSystem } = linearSystemOf([members, authorities]);
  expect(linearSystem.constraints.some(({ terms }) => terms.length === 2)).toBe(true);
});

describe('an organisation that knows what it sent late, or took back', () => {
  const owned = (one: ReleasedTable, count: number): ReleasedTable => ({
    ...one,
    cellsByOrganisation: new Map([['A', [{ row: 'all', column: 'all', count }]]]),
  });
  const inferredIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
    const { linearSystem, hidden, attackers } = linearSystemOf(releases);
    const learnt = await findInferredCounts(linearSystem, hidden, attackers);
    return learnt.map(({ name }) => name.split(':')[0] ?? '');
  };

  test('is told of others beside its own in a period that was withheld', async () => {
    // January is missing and has five of A's; February one of somebody else, which reads 5.
    const [february, march] = [release(['2025-02', 5, 1]), release(['2025-03', 0, 0])];
    const quarter = owned(release(['2025-Q1', 5, 6]), 5);
    expect(await inferredIn([owned(february, 0), owned(march, 0), quarter])).toEqual([
      'month 2025-02 partners',
      'quarter 2025-Q1 partners',
    ]);
    // Of somebody who has none there it leaves everything open.
    expect(await inferredIn([owned(february, 0), owned(march, 0), owned(quarter, 0)])).toEqual([]);
  });

  test('is told of others by what it put in and took back', async () => {
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
