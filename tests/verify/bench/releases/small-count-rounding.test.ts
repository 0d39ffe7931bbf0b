import { keyedUniform } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallCountRounding } from './small-count-rounding.ts';

const BASE = 5;
const round = (inner: readonly number[], published: readonly (readonly number[])[], label = 'any') =>
  smallCountRounding(
    { inner, published },
    { base: BASE, uniform: keyedUniform(new Uint8Array(32).fill(5), label) },
  );
const totalOf = (counts: readonly number[], of: readonly number[]) =>
  of.reduce((all, at) => all + (counts[at] ?? 0), 0);

/** The table of the package's introduction, with three rows of five cells, and its margins. */
const INNER = [6, 0, 1, 3, 4, 1, 2, 3, 1, 2, 0, 1, 1, 0, 2];
const ROWS = [0, 1, 2].map((r) => [0, 1, 2, 3, 4].map((c) => 5 * r + c));
const COLUMNS = [0, 1, 2, 3, 4].map((c) => [0, 1, 2].map((r) => 5 * r + c));
const MARGINS = [...ROWS, ...COLUMNS, INNER.map((_, at) => at)];
const EVERYTHING = [...MARGINS, ...INNER.map((_, at) => [at])];

describe('small count rounding', () => {
  it('makes all small cells of the example 0 or 5, with as many fives as the total allows', () => {
    const rounded = round(INNER, EVERYTHING);
    // 21 of 27 are in small cells: four fives, and the unchanged 6.
    expect(totalOf(rounded, MARGINS.at(-1) ?? [])).toBe(26);
    rounded.forEach((count, at) => {
      expect(INNER[at] === 6 ? [6] : INNER[at] === 0 ? [0] : [0, 5]).toContain(count);
    });
    for (const of of MARGINS) expect(Math.abs(totalOf(rounded, of) - totalOf(INNER, of))).toBeLessThan(BASE);
  });

  it('keeps cells that contribute to no small published number', () => {
    const rounded = round(INNER, MARGINS);
    expect(
      rounded.filter((count, at) => count > 0 && count < BASE && count === INNER[at]).length,
    ).toBeGreaterThan(0);
    for (const of of MARGINS) {
      const published = totalOf(rounded, of);
      expect(published === 0 || published >= BASE).toBe(true);
    }
  });

  it('keeps margins closer to the exact ones than an arbitrary choice of cells', () => {
    // One of each pair is rounded up: the rows define the pairs, and the columns fit only one choice.
    const inner = [1, 4, 4, 1];
    const rounded = round(inner, [[0], [1], [2], [3], [0, 1], [2, 3], [0, 2], [1, 3], [0, 1, 2, 3]]);
    expect([rounded[0] !== rounded[1], rounded[0] === rounded[3], totalOf(rounded, [0, 1, 2, 3])]).toEqual([
      true,
      true,
      10,
    ]);
  });

  it('publishes no number of 1 to 4 in any tables, and changes no inner cell above 4', () => {
    const tables = fc
      .array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(9)), { minLength: 1, maxLength: 30 })
      .chain((inner) =>
        fc.record({
          inner: fc.constant(inner),
          published: fc.array(fc.uniqueArray(fc.nat(inner.length - 1)), { maxLength: 12 }),
        }),
      );
    fc.assert(
      fc.property(tables, fc.string(), ({ inner, published }, label) => {
        const rounded = round(inner, published, label);
        for (const of of published) expect([0, ...[5, 6, 7]]).toContain(Math.min(7, totalOf(rounded, of)));
        rounded.forEach((count, at) => {
          const before = inner[at] ?? 0;
          expect(before === 0 || before >= BASE ? [before] : [before, 0, BASE]).toContain(count);
        });
      }),
    );
  });
});
