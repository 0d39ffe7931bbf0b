import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from './change.ts';

/** A truth, and one of the multiples that rounding may give for it. */
const rounded = (base: number) =>
  fc.tuple(fc.nat({ max: 500 }), fc.boolean()).map(([truth, up]) => {
    const down = truth - (truth % base);
    return { truth, value: up && truth % base !== 0 ? down + base : down };
  });

it('a change that is named holds of every truth that the two numbers can stand for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }).chain((base) => fc.tuple(fc.constant(base), rounded(base), rounded(base))),
      ([base, earlier, now]) => {
        const change = changeBetween(earlier.value, now.value, base);
        const difference = now.truth - earlier.truth;
        if (change.kind === 'uncertain') return;
        const size = change.kind === 'more' ? difference : -difference;
        expect(change.from).toBeGreaterThan(0);
        expect(size).toBeGreaterThanOrEqual(change.from);
        expect(size).toBeLessThanOrEqual(change.to);
      },
    ),
  );
});

it('says no more than the numbers do: from 5 to 10 nothing is certain, from 20 to 40 between 12 and 28 more', () => {
  expect(changeBetween(5, 10, 5)).toEqual({ kind: 'uncertain' });
  expect(changeBetween(20, 40, 5)).toEqual({ kind: 'more', from: 12, to: 28 });
  expect(changeBetween(40, 20, 5)).toEqual({ kind: 'fewer', from: 12, to: 28 });
  expect(changeBetween(0, 10, 5)).toEqual({ kind: 'more', from: 2, to: 14 });
});
