import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sidesWithMore } from './table-frame.tsx';

const width = fc.integer({ min: 1, max: 2_000 });

it('a table that fits has no more content on any side', () => {
  fc.assert(
    fc.property(width, (all) => {
      expect(sidesWithMore({ scrollLeft: 0, scrollWidth: all, clientWidth: all })).toBeUndefined();
    }),
  );
});

it('a wider table has more on the side with hidden columns, and on both in between', () => {
  fc.assert(
    fc.property(width, fc.integer({ min: 1, max: 2_000 }), fc.nat(2_000), (clientWidth, hidden, at) => {
      const scrollLeft = Math.min(at, hidden);
      const sides = sidesWithMore({ scrollLeft, scrollWidth: clientWidth + hidden, clientWidth });
      expect(sides?.includes('start') === true).toBe(scrollLeft > 0);
      expect(sides?.includes('end') === true).toBe(scrollLeft < hidden);
    }),
  );
});

it('a fraction of a pixel is ignored', () => {
  expect(sidesWithMore({ scrollLeft: 0.4, scrollWidth: 500, clientWidth: 500 })).toBeUndefined();
  expect(sidesWithMore({ scrollLeft: 99.6, scrollWidth: 600, clientWidth: 500 })).toBe('start');
});
