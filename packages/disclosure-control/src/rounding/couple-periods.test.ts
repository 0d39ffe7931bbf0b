import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { type Counts, controlledRounding, type RoundedTable, sum } from './controlled-rounding.ts';
import { coupledRoundUpChance, coupleToComponents } from './couple-periods.ts';
import { keyedUniform } from './keyed-uniform.ts';

const SECRET = releaseSecretBytes();

/** Releases the component periods, then the longer period. */
function releaseAll(
  parts: readonly Counts[],
  truth: Counts,
  label: string,
): { parts: readonly RoundedTable[]; longer: RoundedTable } {
  const drawn = parts.map((part, n) =>
    controlledRounding(part, { uniform: keyedUniform(SECRET, `part ${n}`, label) }),
  );
  const released = drawn.map(({ cells }, n) => ({ truth: parts[n] ?? [], released: cells }));
  const uniform = keyedUniform(SECRET, 'longer', label);
  return {
    parts: drawn,
    longer: controlledRounding(coupleToComponents(truth, released, { uniform }), { uniform }),
  };
}

const plus = (a: Counts, b: Counts): number[][] =>
  a.map((row, r) => row.map((value, c) => value + (b[r]?.[c] ?? 0)));

/** Three components with late and retracted reports. */
const periods = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([rows, columns]) => {
    const table = (cell: fc.Arbitrary<number>) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      });
    const parts = table(fc.oneof(fc.constant(0), fc.nat(2), fc.nat(12)));
    return fc.tuple(fc.array(parts, { minLength: 1, maxLength: 3 }), table(fc.integer({ min: -4, max: 3 })));
  })
  .map(([parts, since]) => {
    const counted = parts.reduce(plus);
    return { parts, truth: plus(counted, since).map((row) => row.map((value) => Math.max(0, value))) };
  });

describe('a longer period with its components', () => {
  test('is never 0 in a cell with a component above 0, unless no reports are left in this cell', () => {
    fc.assert(
      fc.property(periods, fc.string(), ({ parts, truth }, label) => {
        const { parts: drawn, longer } = releaseAll(parts, truth, label);
        truth.forEach((row, r) => {
          row.forEach((count, c) => {
            const wasAbove = drawn.some(({ cells }) => (cells[r]?.[c] ?? 0) > 0);
            if (count > 0 && wasAbove) expect(longer.cells[r]?.[c]).toBeGreaterThan(0);
          });
        });
      }),
    );
  });

  test('has cells that are multiples of five and less than five from the true count; zero stays zero, and the table adds up', () => {
    fc.assert(
      fc.property(periods, fc.string(), ({ parts, truth }, label) => {
        const { longer } = releaseAll(parts, truth, label);
        longer.cells.flat().forEach((value, at) => {
          const count = truth.flat()[at] ?? Number.NaN;
          expect(value % 5).toBe(0);
          expect(Math.abs(value - count)).toBeLessThan(5);
          if (count % 5 === 0) expect(value).toBe(count);
        });
        expect([sum(longer.rowTotals), sum(longer.columnTotals)]).toEqual([longer.total, longer.total]);
      }),
    );
  });

  // Allows five standard deviations of the share rounded up over n draws, as for tables.
  test('is unbiased over the draws of the components and its own, with and without late reports', () => {
    const parts: Counts[] = [
      [
        [1, 0, 2, 3],
        [0, 1, 6, 0],
      ],
      [
        [1, 1, 0, 1],
        [0, 1, 1, 0],
      ],
      [
        [0, 2, 1, 0],
        [0, 1, 0, 2],
      ],
    ];
    const truth = plus(parts.reduce(plus), [
      [0, 1, 0, 0],
      [3, 1, 2, 1],
    ]);
    const n = 8_000;
    const straysIn = (series: string): string[] => {
      const ups = new Array<number>(8).fill(0);
      for (let draw = 0; draw < n; draw++) {
        releaseAll(parts, truth, `${series} ${draw}`)
          .longer.cells.flat()
          .forEach((value, at) => {
            if (value > (truth.flat()[at] ?? 0)) ups[at] = (ups[at] ?? 0) + 1;
          });
      }
      return truth.flat().flatMap((count, at) => {
        const p = (count % 5) / 5;
        return Math.abs((ups[at] ?? 0) / n - p) > 5 * Math.sqrt((p * (1 - p)) / n) ? [`cell ${at}`] : [];
      });
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('rejects components with other rows and columns', () => {
    const uniform = keyedUniform(SECRET, 'refused');
    expect(() => coupleToComponents([[1, 2]], [{ truth: [[1]], released: [[0]] }], { uniform })).toThrow(
      RangeError,
    );
  });
});

describe('a cell of a longer period is released', () => {
  const cell = (truth: number, released: number, current = truth) => ({ truth, released, current });

  test('from a bound that the true count violates, because more reports came late than the components allow', () => {
    // Two months of 3, each released as 5, allow at most 18. So this bound cannot apply to 24, but it applies to 17.
    const months = [cell(3, 5), cell(3, 5)];
    expect(coupledRoundUpChance(24, months, { base: 5 })).toBeCloseTo(4 / 5);
    expect(coupledRoundUpChance(17, months, { base: 5 })).toBe(0);
  });

  test('from the bounds of a component with retracted reports', () => {
    // Five reports were added to a month with one report, and retracted.
    expect(coupledRoundUpChance(1, [cell(6, 10, 1)], { base: 5 })).toBeCloseTo(1 / 5);
    expect(coupledRoundUpChance(1, [cell(1, 5)], { base: 5 })).toBe(1);
  });

  test('so that adding and retracting reports exposes nothing about a cell of a longer period, whatever was drawn', () => {
    for (const real of [1, 2, 3, 4])
      for (const put of [1, 2, 3, 4, 5])
        for (const drawn of [0, 5, 10])
          expect(coupledRoundUpChance(real, [cell(real + put, drawn, real)], { base: 5 })).toBeCloseTo(
            real / 5,
          );
  });

  test('but is rounded up if senders of late reports could otherwise infer a count of one to four other reports', () => {
    // A month with two reports of others is released as 5, and five own reports came late. If the quarter of 7 were released as 5,
    // there would be 1 to 4 reports of others.
    const month = cell(2, 5);
    expect(coupledRoundUpChance(7, [month], { base: 5 })).toBe(1);
    // If the month does not force the cell, the cell keeps its own probability, corrected for the draws of the month that would
    // have forced it.
    expect(coupledRoundUpChance(7, [cell(2, 0)], { base: 5 })).toBe(0);
    expect(coupledRoundUpChance(13, [cell(2, 0)], { base: 5 })).toBeCloseTo((3 / 5 - 2 / 5) / (1 - 2 / 5));
  });
});
