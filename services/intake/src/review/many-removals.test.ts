import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasManyRemovals, roundDownToStep } from './many-removals.ts';

describe('an organisation with many removals', () => {
  it.each([
    [5, 25, true],
    [5, 26, false],
    [4, 4, false],
    [5, 5, true],
    [200, 1_000, true],
    [199, 1_000, false],
    [0, 0, false],
  ])('with %i removed of %i received is marked: %s', (removed, received, expected) => {
    expect(hasManyRemovals({ received, removed })).toBe(expected);
  });

  it('stays marked after more removals, and stays unmarked after more reports that are not removed', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(50), (removed, remaining, more) => {
        const one = { received: removed + remaining, removed };
        const worse = { received: removed + remaining, removed: Math.min(removed + more, one.received) };
        if (hasManyRemovals(one)) expect(hasManyRemovals(worse)).toBe(true);
        if (!hasManyRemovals(one))
          expect(hasManyRemovals({ ...one, received: one.received + more })).toBe(false);
      }),
    );
  });

  it('has counts in steps of 5, rounded down by less than 5', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (count) => {
        expect(roundDownToStep(count) % 5).toBe(0);
        expect(count - roundDownToStep(count)).toBeGreaterThanOrEqual(0);
        expect(count - roundDownToStep(count)).toBeLessThan(5);
      }),
    );
  });
});
