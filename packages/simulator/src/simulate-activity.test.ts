import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { expect, it } from 'vitest';
import { simulateActivity } from './simulate-activity.ts';

const MONTHS = Array.from(
  { length: 24 },
  (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
);
const organisations = Object.fromEntries(
  NODE_COUNTRIES.map((node) => [node, [node, `${node}-1`, `${node}-2`, 'DRC']]),
) as Record<NodeCountry, string[]>;
const simulate = (month: string) =>
  simulateActivity({ seed: 3, months: MONTHS, organisations, silent: { country: 'ME', month } });

it('most organisations send one record for most months, and most were present', () => {
  const records = simulate('2025-12');
  const expected = NODE_COUNTRIES.length * 4 * MONTHS.length;
  expect(records.length / expected).toBeGreaterThan(0.8);
  expect(records.length / expected).toBeLessThan(0.95);
  const present = records.filter(({ activity }) => activity.present).length;
  expect(present / records.length).toBeGreaterThan(0.87);
  expect(present / records.length).toBeLessThan(0.98);
  const ids = records.map(({ organisation, activity }) => `${organisation} ${activity.activityId}`);
  expect(new Set(ids).size).toBe(records.length);
  for (const { activity } of records)
    if (!activity.present) expect([activity.fieldVisits, activity.staffDays]).toEqual([undefined, undefined]);
});

it('a silent country in a month does not change other records', () => {
  const [first, second] = [simulate('2025-12'), simulate('2025-06')];
  const of = (records: typeof first, month: string) =>
    records.filter(({ node, activity }) => node === 'ME' && activity.fromDay.startsWith(month));
  expect(of(first, '2025-12')).toEqual([]);
  expect(of(second, '2025-12')).not.toEqual([]);
  const others = (records: typeof first) =>
    records.filter(({ node, activity }) => node !== 'ME' || !/2025-(06|12)/.test(activity.fromDay));
  expect(others(first)).toEqual(others(second));
});
