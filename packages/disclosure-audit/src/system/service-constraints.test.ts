import { expect, test } from 'vitest';
import { findDeterminedCounts } from '../findings/run-audit.ts';
import { linearSystemOf } from './linear-system-of-releases.ts';
import { plannedTable, releasedTable } from './released-table.fixture.ts';

const TOP = plannedTable('region');
const splits = { table: TOP.id, from: 0 };
const table = (dimension: string, values: readonly string[]) =>
  plannedTable(dimension, { columns: { dimension, values }, splits });
const SERVICES = table('service', ['none', 'medical']);
const OUTCOMES = table('serviceOutcome', ['given', 'declined', 'unavailable', 'none']);
const UNAVAILABLE = table('unavailableService', ['none', 'medical']);

const region = releasedTable(TOP, '2025-01', { all: [30] }, { all: [30] });
const month = (of: typeof TOP, numbers: readonly number[], counts: readonly number[]) =>
  releasedTable(of, '2025-01', { all: numbers }, { all: counts });

const determinedIn = async (...releases: readonly ReturnType<typeof month>[]): Promise<string[]> => {
  const { linearSystem, hidden } = linearSystemOf([region, ...releases]);
  return (await findDeterminedCounts(linearSystem, hidden)).map(({ name }) => name);
};

test('an incident without a service is one whose outcome is declined, unavailable or none', async () => {
  const services = (none: number) => month(SERVICES, [none, 30 - none], [3, 27]);
  const outcomes = month(OUTCOMES, [25, 5, 0, 0], [27, 3, 0, 0]);
  // A released 5 means that at least one was declined, and 0 that at most four had no service.
  expect(await determinedIn(services(0), outcomes)).toContain('service 2025-01 partners: all, none');
  expect(await determinedIn(services(5), outcomes)).toEqual([]);
});

test('an incident whose best outcome is unavailable counts under an unavailable service', async () => {
  const outcomes = month(OUTCOMES, [25, 0, 5, 0], [27, 0, 3, 0]);
  const unavailable = (read: number) => month(UNAVAILABLE, [30 - read, read], [27, 3]);
  expect(await determinedIn(outcomes, unavailable(0))).toContain(
    'unavailableService 2025-01 partners: all, medical',
  );
  expect(await determinedIn(outcomes, unavailable(5))).toEqual([]);
});

test('an incident with an unavailable service has an outcome', async () => {
  const outcomes = month(OUTCOMES, [0, 0, 5, 15], [4, 3, 9, 14]);
  const unavailable = (read: number) => month(UNAVAILABLE, [30 - read, read], [14, 16]);
  // A released 20 means at least 16 incidents with an outcome: at most 4 given, 4 declined and 9 unavailable.
  expect(await determinedIn(outcomes, unavailable(20))).toContain(
    'serviceOutcome 2025-01 partners: all, given',
  );
  expect(await determinedIn(outcomes, unavailable(15))).toEqual([]);
});
