import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { type Counts, controlledRounding, type RoundedTable, sum } from './controlled-rounding.ts';
import { keyedUniform } from './keyed-uniform.ts';
import { roundForWiderAudience } from './round-for-wider-audience.ts';

const SECRET = releaseSecretBytes();

type Layers = { readonly whole: Counts; readonly part: Counts };

/** Rounds the whole as the table for the narrower audience, then its part for the wider audience. */
function releaseAndSplit({ whole, part }: Layers, label: string): { all: RoundedTable; some: RoundedTable } {
  const all = controlledRounding(whole, { uniform: keyedUniform(SECRET, 'whole', label) });
  const uniform = keyedUniform(SECRET, 'part', label);
  return { all, some: roundForWiderAudience(all.cells, { whole, part }, { uniform }) };
}

const count = fc.oneof(fc.constant(0), fc.nat(4), fc.nat(40));
const layers = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
  .chain(([rows, columns]) => {
    const table = fc.array(fc.array(count, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    });
    return fc.tuple(table, table);
  })
  .map(([part, left]): Layers => ({ part, whole: plus(part, left) }));

const plus = (a: Counts, b: Counts): number[][] =>
  a.map((row, r) => row.map((value, c) => value + (b[r]?.[c] ?? 0)));
const minus = (a: Counts, b: Counts): number[][] =>
  a.map((row, r) => row.map((value, c) => value - (b[r]?.[c] ?? 0)));

describe('rounding the part of a table for a wider audience', () => {
  test('part and complement are multiples of five and less than five from the true count; a multiple stays unchanged', () => {
    fc.assert(
      fc.property(layers, fc.string(), ({ whole, part }, label) => {
        const { all, some } = releaseAndSplit({ whole, part }, label);
        for (const [rounded, truth] of [
          [some.cells, part],
          [minus(all.cells, some.cells), minus(whole, part)],
        ] as const)
          rounded.flat().forEach((value, at) => {
            const exact = truth.flat()[at] ?? Number.NaN;
            expect(value % 5).toBe(0);
            expect(Math.abs(value - exact)).toBeLessThan(5);
            if (exact % 5 === 0) expect(value).toBe(exact);
          });
      }),
    );
  });

  test('rows, columns and total of the part add up', () => {
    fc.assert(
      fc.property(layers, fc.string(), (both, label) => {
        const { cells, rowTotals, columnTotals, total } = releaseAndSplit(both, label).some;
        expect(rowTotals).toEqual(cells.map(sum));
        expect(columnTotals).toEqual(cells[0]?.map((_, c) => sum(cells.map((row) => row[c] ?? 0))));
        expect([sum(rowTotals), sum(columnTotals)]).toEqual([total, total]);
      }),
    );
  });

  test('a full part equals the whole, and an empty part is zero', () => {
    fc.assert(
      fc.property(layers, fc.string(), ({ whole }, label) => {
        const { all, some } = releaseAndSplit({ whole, part: whole }, label);
        expect(some).toEqual(all);
        const none = releaseAndSplit({ whole, part: minus(whole, whole) }, label).some;
        expect(none.total).toBe(0);
      }),
    );
  });

  // Allows five standard deviations of the share rounded up over n draws, as for tables.
  test('each cell of the part, and of a part of the part, is unbiased over both draws', () => {
    const whole = [
      [4, 3, 9],
      [7, 5, 2],
      [1, 8, 6],
    ];
    const part = [
      [3, 1, 7],
      [4, 2, 1],
      [1, 4, 6],
    ];
    const inner = [
      [1, 1, 3],
      [2, 0, 1],
      [1, 3, 2],
    ];
    const n = 4_000;
    const straysIn = (series: string): string[] => {
      const ups = { part: new Array<number>(9).fill(0), inner: new Array<number>(9).fill(0) };
      for (let draw = 0; draw < n; draw++) {
        const { some } = releaseAndSplit({ whole, part }, `${series} ${draw}`);
        const uniform = keyedUniform(SECRET, 'inner', `${series} ${draw}`);
        const least = roundForWiderAudience(some.cells, { whole: part, part: inner }, { uniform });
        for (let at = 0; at < 9; at++) {
          if ((some.cells.flat()[at] ?? 0) > (part.flat()[at] ?? 0)) ups.part[at] = (ups.part[at] ?? 0) + 1;
          if ((least.cells.flat()[at] ?? 0) > (inner.flat()[at] ?? 0))
            ups.inner[at] = (ups.inner[at] ?? 0) + 1;
        }
      }
      return (
        [
          ['part', part],
          ['inner', inner],
        ] as const
      ).flatMap(([of, truth]) =>
        truth.flat().flatMap((value, at) => {
          const p = (value % 5) / 5;
          const share = (ups[of][at] ?? 0) / n;
          return Math.abs(share - p) > 5 * Math.sqrt((p * (1 - p)) / n) ? [`${of} ${at}`] : [];
        }),
      );
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('keeps margins of the part nearer to the truth than independent draws of its cells would', () => {
    const part = Array.from({ length: 6 }, (_, r) =>
      Array.from({ length: 5 }, (_, c) => (r * 3 + c * 2) % 4),
    );
    const whole = plus(
      part,
      part.map((row) => row.map((value) => (value + 2) % 4)),
    );
    const total = sum(part.flat());
    let together = 0;
    let alone = 0;
    for (let draw = 0; draw < 400; draw++) {
      const { all, some } = releaseAndSplit({ whole, part }, String(draw));
      together += (some.total - total) ** 2;
      let ofCells = 0;
      for (const [r, row] of whole.entries())
        for (const [c, value] of row.entries()) {
          const uniform = keyedUniform(SECRET, 'cell', `${draw}/${r}/${c}`);
          const cell = { whole: [[value]], part: [[part[r]?.[c] ?? 0]] };
          ofCells += roundForWiderAudience([[all.cells[r]?.[c] ?? 0]], cell, { uniform }).total;
        }
      alone += (ofCells - total) ** 2;
    }
    expect(together / alone).toBeLessThan(0.6);
  });

  test('a number that is not a rounding of the whole, and a part larger than the whole, are rejected', () => {
    const uniform = keyedUniform(SECRET, 'refused');
    expect(() => roundForWiderAudience([[10]], { whole: [[3]], part: [[1]] }, { uniform })).toThrow(
      RangeError,
    );
    expect(() => roundForWiderAudience([[5]], { whole: [[3]], part: [[4]] }, { uniform })).toThrow(
      RangeError,
    );
    expect(() => roundForWiderAudience([[5]], { whole: [[3]], part: [[-1]] }, { uniform })).toThrow(
      RangeError,
    );
    expect(() => roundForWiderAudience([[5]], { whole: [[3]], part: [[]] }, { uniform })).toThrow(RangeError);
    expect(() => roundForWiderAudience([[]], { whole: [[3]], part: [[1]] }, { uniform })).toThrow(RangeError);
  });
});
