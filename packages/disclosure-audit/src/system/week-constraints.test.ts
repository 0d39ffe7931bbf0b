import { describe, expect, test } from 'vitest';
import { findDeterminedCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import type { ReleasedTable } from './release-variables.ts';
import { plannedTable, releasedTable } from './released-table.fixture.ts';

const GROUPS = ['violence', 'border'];
const columns = (values: readonly string[]) => ({ dimension: 'typeGroup', values, rest: 'other-or-unknown' });
const MONTHLY = plannedTable('month', { columns: columns([...GROUPS, 'death']) });
const WEEKLY = plannedTable('week', {
  period: 'week',
  dated: 'received',
  closesAfterDays: 2,
  columns: columns(GROUPS),
});
/** Weeks of February 2025 whose incidents occurred in January or February. */
const COVERED = ['2025-W06', '2025-W07', '2025-W08'];

const month = (period: string, counts: readonly number[], numbers: readonly number[]): ReleasedTable =>
  releasedTable(MONTHLY, period, { all: numbers }, { all: counts });
const week = (period: string, counts: readonly number[], numbers: readonly number[]): ReleasedTable =>
  releasedTable(WEEKLY, period, { all: numbers }, { all: counts });

const limitsOn = (releases: readonly ReleasedTable[]): number[] =>
  linearSystemOf(releases)
    .linearSystem.constraints.filter(({ least }) => least === Number.NEGATIVE_INFINITY)
    .map(({ most }) => most);

const determinedIn = async (releases: readonly ReleasedTable[]): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf(releases);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
};

const MONTHS = [month('2025-01', [0, 3, 0, 0], [0, 0, 0, 0]), month('2025-02', [0, 3, 0, 0], [0, 0, 0, 0])];
const WEEKS = COVERED.map((period) => week(period, [0, 2, 0], [0, 5, 0]));

describe('incidents by week of receipt', () => {
  test('are at most those of the months in which they can have occurred, so weeks disclose months', async () => {
    // The weeks have at least 6, 1 and 1 incidents, so January and February have four each.
    const months = ['2025-01', '2025-02'].map((period) => month(period, [0, 4, 0, 0], [0, 0, 0, 0]));
    const weeks = COVERED.map((period, n) =>
      n === 0 ? week(period, [0, 6, 0], [0, 10, 0]) : week(period, [0, 1, 0], [0, 5, 0]),
    );
    expect(await determinedIn(months)).toEqual([]);
    expect(await determinedIn(weeks)).toEqual([]);
    const found = await determinedIn([...months, ...weeks]);
    expect(found).toContain('month 2025-01 partners: all, border');
    expect(found).toContain('month 2025-02 partners: all, border');
  });

  test('are related by groups that count the same types', () => {
    // Violence, border and all others, for January and February together.
    expect(limitsOn([...MONTHS, ...WEEKS])).toEqual([0, 0, 0]);
  });

  test('are not related to months that lack one of their possible days', () => {
    expect(limitsOn([...MONTHS.slice(1), ...WEEKS])).toEqual([]);
    expect(limitsOn([...MONTHS, week('2025-W10', [0, 2, 0], [0, 5, 0])])).toEqual([]);
    expect(limitsOn(WEEKS)).toEqual([]);
    expect(limitsOn(MONTHS)).toEqual([]);
  });

  test('that exceed the months, because of late reports and retractions, contradict nothing', async () => {
    const many = COVERED.map((period) => week(period, [0, 60, 0], [0, 60, 0]));
    await expect(determinedIn([...MONTHS, ...many])).resolves.toBeInstanceOf(Array);
    expect(limitsOn([...MONTHS, ...many])).toContain(180 - 6);
  });
});
