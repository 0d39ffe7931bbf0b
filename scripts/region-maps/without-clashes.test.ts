import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Choices, withoutClashes } from './without-clashes.ts';

/** Positions are numbers on a line that clash if they are too near. Lower ones are better. */
const clash = (a: number, b: number): boolean => Math.abs(a - b) < 2;
const clashesIn = (places: readonly number[]): number =>
  places.flatMap((a, n) => places.slice(0, n).filter((b) => clash(a, b))).length;
const choices = fc
  .uniqueArray(fc.nat({ max: 12 }), { minLength: 1, maxLength: 4 })
  .map((places) => places.toSorted((a, b) => a - b) as unknown as Choices<number>);
const things = fc.array(choices, { maxLength: 5 });

/** All possible placements. */
const waysOf = (all: readonly Choices<number>[]): readonly (readonly number[])[] =>
  all.reduce<readonly (readonly number[])[]>(
    (ways, places) => ways.flatMap((way) => places.map((place) => [...way, place])),
    [[]],
  );

it('no two clash if all fit', () => {
  fc.assert(
    fc.property(things, (all) => {
      const placed = withoutClashes(all, clash, (place) => place);
      const hasRoom = waysOf(all).some((way) => clashesIn(way) === 0);
      expect(clashesIn(placed) === 0).toBe(hasRoom);
    }),
  );
});

it('each thing is at one of its places, and no better one is free', () => {
  fc.assert(
    fc.property(things, (all) => {
      const placed = withoutClashes(all, clash, (place) => place);
      expect(placed).toHaveLength(all.length);
      for (const [n, place] of placed.entries()) {
        expect(all[n]).toContain(place);
        const others = placed.filter((_, m) => m !== n);
        const free = all[n]?.filter((one) => !others.some((other) => clash(one, other))) ?? [];
        if (free.includes(place)) expect(Math.min(...free)).toBe(place);
      }
    }),
  );
});
