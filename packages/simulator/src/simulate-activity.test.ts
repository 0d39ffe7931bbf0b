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

it('most organisations say what they did in most months, once, and most were there', () => {
  const made = simulate('2025-12');
  const expected = NODE_COUNTRIES.length * 4 * MONTHS.length;
  expect(made.length / expected).toBeGreaterThan(0.8);
  expect(made.length / expected).toBeLessThan(0.95);
  const present = made.filter(({ activity }) => activity.present).length;
  expect(present / made.length).toBeGreaterThan(0.87);
  expect(present / made.length).toBeLessThan(0.98);
  const ids = made.map(({ organisation, activity }) => `${organisation} ${activity.activityId}`);
  expect(new Set(ids).size).toBe(made.length);
  for (const { activity } of made)
    if (!activity.present) expect([activity.fieldVisits, activity.staffDays]).toEqual([undefined, undefined]);
});

it('a country goes silent in one month, and nothing else differs for it', () => {
  const [first, second] = [simulate('2025-12'), simulate('2025-06')];
  const of = (made: typeof first, month: string) =>
    made.filter(({ node, activity }) => node === 'ME' && activity.fromDay.startsWith(month));
  expect(of(first, '2025-12')).toEqual([]);
  expect(of(second, '2025-12')).not.toEqual([]);
  const others = (made: typeof first) =>
    made.filter(({ node, activity }) => node !== 'ME' || !/2025-(06|12)/.test(activity.fromDay));
  expect(others(first)).toEqual(others(second));
});
