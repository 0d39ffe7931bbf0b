import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasManyRemovals, roundDownToStep } from './many-removals.ts';

describe('an organisation that takes much back', () => {
  it.each([
    [5, 25, true],
    [5, 26, false],
    [4, 4, false],
    [5, 5, true],
    [200, 1_000, true],
    [199, 1_000, false],
    [0, 0, false],
  ])('of %i of %i stands out: %s', (removed, received, expected) => {
    expect(hasManyRemovals({ received, removed })).toBe(expected);
  });

  it('stands out no less for taking back more, and no more for sending more that stands', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(50), (removed, stands, more) => {
        const one = { received: removed + stands, removed };
        const worse = { received: removed + stands, removed: Math.min(removed + more, one.received) };
        if (hasManyRemovals(one)) expect(hasManyRemovals(worse)).toBe(true);
        if (!hasManyRemovals(one))
          expect(hasManyRemovals({ ...one, received: one.received + more })).toBe(false);
      }),
    );
  });

  it('is told of in steps of 5, never above and less than 5 below', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (count) => {
        expect(roundDownToStep(count) % 5).toBe(0);
        expect(count - roundDownToStep(count)).toBeGreaterThanOrEqual(0);
        expect(count - roundDownToStep(count)).toBeLessThan(5);
      }),
    );
  });
});
