import { expect, it } from 'vitest';
import { createOutboxAge } from './outbox-age.ts';

it('measures how long the first record of the outbox waits', () => {
  let nowMs = 5_000;
  let place: number | undefined;
  const age = createOutboxAge({ firstPlace: () => place }, () => nowMs);
  expect(age()).toBe(0);
  place = 7;
  expect(age()).toBe(0);
  nowMs += 60_000;
  expect(age()).toBe(60_000);
  place = 8;
  expect(age()).toBe(0);
  nowMs += 1_000;
  expect(age()).toBe(1_000);
  place = undefined;
  expect(age()).toBe(0);
});
