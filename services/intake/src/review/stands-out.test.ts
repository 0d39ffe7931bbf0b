import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSteps, standsOut } from './stands-out.ts';

describe('an organisation that takes much back', () => {
  it.each([
    [5, 25, true],
    [5, 26, false],
    [4, 4, false],
    [5, 5, true],
    [200, 1_000, true],
    [199, 1_000, false],
    [0, 0, false],
  ])('of %i of %i stands out: %s', (takenBack, received, expected) => {
    expect(standsOut({ received, takenBack })).toBe(expected);
  });

  it('stands out no less for taking back more, and no more for sending more that stands', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(50), (takenBack, stands, more) => {
        const one = { received: takenBack + stands, takenBack };
        const worse = { received: takenBack + stands, takenBack: Math.min(takenBack + more, one.received) };
        if (standsOut(one)) expect(standsOut(worse)).toBe(true);
        if (!standsOut(one)) expect(standsOut({ ...one, received: one.received + more })).toBe(false);
      }),
    );
  });

  it('is told of in steps of 5, never above and less than 5 below', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (count) => {
        expect(inSteps(count) % 5).toBe(0);
        expect(count - inSteps(count)).toBeGreaterThanOrEqual(0);
        expect(count - inSteps(count)).toBeLessThan(5);
      }),
    );
  });
});
