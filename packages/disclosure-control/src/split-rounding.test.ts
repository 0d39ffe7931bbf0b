import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controlledRounding, sum } from './controlled-rounding.ts';
import { keyedUniform } from './keyed-uniform.ts';
import { roundSplit } from './split-rounding.ts';

const SECRET = new Uint8Array(32).fill(9);

/** Draws a released total for the parts, as the table above them would, then splits it. */
function releaseAndSplit(parts: number[], label: string): { released: number; rounded: number[] } {
  const released = controlledRounding([[sum(parts)]], {
    uniform: keyedUniform(SECRET, 'total', label),
  }).total;
  return {
    released,
    rounded: roundSplit(released, parts, { uniform: keyedUniform(SECRET, 'split', label) }),
  };
}

const someParts = fc.array(fc.oneof(fc.constant(0), fc.nat(4), fc.nat(60)), { minLength: 1, maxLength: 12 });

describe('rounding a split', () => {
  test('the parts add up to the released total', () => {
    fc.assert(
      fc.property(someParts, fc.string(), (parts, label) => {
        const { released, rounded } = releaseAndSplit(parts, label);
        expect(sum(rounded)).toBe(released);
      }),
    );
  });

  test('each part is a multiple of five less than five from its truth, and a multiple stays', () => {
    fc.assert(
      fc.property(someParts, fc.string(), (parts, label) => {
        releaseAndSplit(parts, label).rounded.forEach((value, index) => {
          expect(value % 5).toBe(0);
          expect(Math.abs(value - parts[index]!)).toBeLessThan(5);
          if (parts[index]! % 5 === 0) expect(value).toBe(parts[index]);
        });
      }),
    );
  });

  // The same tolerance as for tables: five standard deviations of the share that went up among n draws.
  test.each([[[1, 2, 0, 4, 3, 3]], [[1, 1, 1]], [[8, 13, 5, 2]], [[4, 4, 4, 4]]])(
    'each part of %j is unbiased over total and split together',
    (parts) => {
      const n = 10_000;
      const ups = parts.map(() => 0);
      for (let draw = 0; draw < n; draw++) {
        releaseAndSplit(parts, String(draw)).rounded.forEach((value, index) => {
          if (value > parts[index]!) ups[index]! += 1;
        });
      }
      parts.forEach((part, index) => {
        const p = (part % 5) / 5;
        expect(Math.abs(ups[index]! / n - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / n));
      });
    },
  );

  test('a total that is no rounding of the parts is refused', () => {
    const uniform = keyedUniform(SECRET, 'refused');
    expect(() => roundSplit(15, [1, 2], { uniform })).toThrow(RangeError);
    expect(() => roundSplit(10, [2, 3], { uniform })).toThrow(RangeError);
    expect(() => roundSplit(3, [1, 2], { uniform })).toThrow(RangeError);
    expect(() => roundSplit(0, [-1, 1], { uniform })).toThrow(RangeError);
  });
});
