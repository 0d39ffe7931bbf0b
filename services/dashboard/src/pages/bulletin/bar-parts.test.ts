import fc from 'fast-check';
import { expect, it } from 'vitest';
import { barParts } from './bar-parts.ts';

it('the tick of a number stands at the number, and of one that reads 0–4 never at none', () => {
  expect(barParts(0, 5, 100)).toEqual({ certain: 0, upTo: 0.04, middle: 0.02 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 20 }), (times, base) => {
      const value = times * base;
      const { certain, upTo, middle } = barParts(value, base, 1);
      expect(middle).toBe(value);
      expect([certain, upTo]).toEqual([value - base + 1, value + base - 1]);
    }),
  );
});
