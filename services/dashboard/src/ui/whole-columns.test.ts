import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wholeWidth } from './whole-columns.ts';

it('a frame ends at the last column that fits', () => {
  const widths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(widths, fc.nat({ max: 2_000 }), (columns, room) => {
      const ends = columns.map((_, n) => columns.slice(0, n + 1).reduce((sum, one) => sum + one, 0));
      const width = wholeWidth(ends, room);
      if (width === undefined) return;
      expect(ends).toContain(width);
      expect(width).toBeLessThanOrEqual(room);
      const next = ends[ends.indexOf(width) + 1];
      expect(next).toBeGreaterThan(room);
    }),
  );
});

it('a table that fits is unchanged, and so is one of which no number would be visible', () => {
  expect(wholeWidth([100, 150, 200], 200)).toBeUndefined();
  expect(wholeWidth([100, 150, 200], 199)).toBe(150);
  expect(wholeWidth([100, 150, 200], 149)).toBeUndefined();
});
