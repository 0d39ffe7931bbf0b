import { expect, it } from 'vitest';
import { isCountedByWeek } from './week-of-receipt.ts';

it('a report counts in its week of receipt if the incident is at most 28 days old', () => {
  const received = 20_000;
  const days = [received + 1, received, received - 28, received - 29, received - 400];
  expect(days.map((day) => isCountedByWeek(day, received))).toEqual([true, true, true, false, false]);
});

it('a report without a known day counts in no week', () => {
  expect(isCountedByWeek(undefined, 20_000)).toBe(false);
});
