import { dayOfIsoDate } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { Presence } from '@waylight/contracts/intake';
import { expect, it } from 'vitest';
import { simulateActivity } from './simulate-activity.ts';

const MONTHS = Array.from(
  { length: 24 },
  (_, i) => `${2024 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
);
const organisations = Object.fromEntries(
  NODE_COUNTRIES.map((node) => [node, [node, `${node}-1`, `${node}-2`, 'DRC']]),
) as Record<NodeCountry, string[]>;
const simulate = (from: string, months = MONTHS) =>
  simulateActivity({ seed: 3, months, organisations, silent: { country: 'ME', from } });

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
    expect(activity.presence).toBe(activity.present ? Presence.PRESENT : Presence.ABSENT);
  for (const { activity } of records)
    if (!activity.present) expect([activity.fieldVisits, activity.staffDays]).toEqual([undefined, undefined]);
});

it('a node receives a record in the two weeks after its month', () => {
  for (const { day, activity } of simulate('2026-01')) {
    const delay = day - (dayOfIsoDate(activity.toDay) ?? 0);
    expect([delay > 0, delay <= 14]).toEqual([true, true]);
  }
});

it('neither a silent country nor another span of months changes other records', () => {
  const year = simulate('2025-12');
  const isSilent = ({ node, activity }: (typeof year)[number]) =>
    node === 'ME' && activity.fromDay >= '2025-06';
  const silent = simulate('2025-06');
  expect(year.filter(isSilent)).not.toEqual([]);
  expect(silent.filter(isSilent)).toEqual([]);
  expect(silent).toEqual(year.filter((one) => !isSilent(one)));
  const later = ({ activity }: (typeof year)[number]) => activity.fromDay >= '2025-03';
  expect(simulate('2025-12', MONTHS.slice(14))).toEqual(year.filter(later));
});
