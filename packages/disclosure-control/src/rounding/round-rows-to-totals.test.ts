import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { controlledRounding, type RoundedTable, sum } from './controlled-rounding.ts';
import { keyedUniform } from './keyed-uniform.ts';
import { roundRowsToTotals } from './round-rows-to-totals.ts';

const SECRET = releaseSecretBytes();

/** The parts of one released total. */
const splitTotal = (
  released: number,
  parts: number[],
  options: Parameters<typeof roundRowsToTotals>[2],
): number[] => roundRowsToTotals([released], [parts], options)[0]!;

/** Draws a total for the parts like the broken-down table would, then breaks the total down. */
function releaseAndSplit(parts: number[], label: string): { released: number; rounded: number[] } {
  const released = controlledRounding([[sum(parts)]], {
    uniform: keyedUniform(SECRET, 'total', label),
  }).total;
  return {
    released,
    rounded: splitTotal(released, parts, { uniform: keyedUniform(SECRET, 'split', label) }),
  };
}

const someParts = fc.array(fc.oneof(fc.constant(0), fc.nat(4), fc.nat(60)), { minLength: 1, maxLength: 12 });

describe('rounding a breakdown', () => {
  test('the parts add up to the released total', () => {
    fc.assert(
      fc.property(someParts, fc.string(), (parts, label) => {
        const { released, rounded } = releaseAndSplit(parts, label);
        expect(sum(rounded)).toBe(released);
      }),
    );
  });

  test('each part is a multiple of five and less than five from its true count; a multiple stays unchanged', () => {
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

  // The tolerance is the same as for tables: five standard deviations of the share rounded up over n draws.
  test.each([[[1, 2, 0, 4, 3, 3]], [[1, 1, 1]], [[8, 13, 5, 2]], [[4, 4, 4, 4]]])(
    'each part of %j is unbiased over both draws',
    (parts) => {
      const n = 10_000;
      const straysIn = (series: string): string[] => {
        const ups = parts.map(() => 0);
        for (let draw = 0; draw < n; draw++) {
          releaseAndSplit(parts, `${series} ${draw}`).rounded.forEach((value, index) => {
            if (value > parts[index]!) ups[index]! += 1;
          });
        }
        return parts.flatMap((part, index) => {
          const p = (part % 5) / 5;
          return Math.abs(ups[index]! / n - p) > 5 * Math.sqrt((p * (1 - p)) / n) ? [`part ${index}`] : [];
        });
      };
      expect(findRepeatedDeviations(straysIn)).toEqual([]);
    },
  );

  test('a total that is not a rounding of the sum of the parts is rejected', () => {
    const uniform = keyedUniform(SECRET, 'refused');
    expect(() => splitTotal(15, [1, 2], { uniform })).toThrow(RangeError);
    expect(() => splitTotal(10, [2, 3], { uniform })).toThrow(RangeError);
    expect(() => splitTotal(3, [1, 2], { uniform })).toThrow(RangeError);
    expect(() => splitTotal(0, [-1, 1], { uniform })).toThrow(RangeError);
  });
});

describe('rounding the rows of a table to their released totals', () => {
  const count = fc.oneof(fc.constant(0), fc.nat(4), fc.nat(30));
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(count, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  /** Draws the row totals like another table that releases them, then the rows that break them down. */
  const released = (rows: number[][], label: string): { above: RoundedTable; cells: number[][] } => {
    const above = controlledRounding(
      rows.map((row) => [sum(row)]),
      { uniform: keyedUniform(SECRET, 'above', label) },
    );
    return {
      above,
      cells: roundRowsToTotals(above.rowTotals, rows, { uniform: keyedUniform(SECRET, 'rows', label) }),
    };
  };

  test('each row adds up to its total, and its cells are multiples of five and less than five from the true count', () => {
    fc.assert(
      fc.property(tables, fc.string(), (rows, label) => {
        const { above, cells } = released(rows, label);
        expect(cells.map(sum)).toEqual(above.rowTotals);
        cells.flat().forEach((value, at) => {
          const truth = rows.flat()[at]!;
          expect(value % 5).toBe(0);
          expect(Math.abs(value - truth)).toBeLessThan(5);
          if (truth % 5 === 0) expect(value).toBe(truth);
        });
      }),
    );
  });

  test('keeps columns nearer to the truth than independent draws of the rows would', () => {
    const rows = Array.from({ length: 7 }, (_, r) =>
      Array.from({ length: 5 }, (_, c) => (r * 2 + c * 3) % 5),
    );
    const spread = { together: 0, alone: 0 };
    const truth = rows[0]!.map((_, c) => sum(rows.map((row) => row[c]!)));
    const add = (how: keyof typeof spread, cells: number[][]): void => {
      truth.forEach((value, c) => {
        spread[how] += (sum(cells.map((row) => row[c]!)) - value) ** 2;
      });
    };
    for (let draw = 0; draw < 400; draw++) {
      const { above, cells } = released(rows, String(draw));
      add('together', cells);
      add(
        'alone',
        rows.map((row, r) =>
          splitTotal(above.rowTotals[r]!, row, { uniform: keyedUniform(SECRET, `${r}`, `${draw}`) }),
        ),
      );
    }
    expect(spread.together / spread.alone).toBeLessThan(0.7);
  });

  test('each cell and each column is unbiased over both draws', () => {
    const rows = [
      [1, 3, 0, 7],
      [2, 2, 4, 1],
      [9, 0, 1, 5],
    ];
    const truth = [...rows.flat(), ...rows[0]!.map((_, c) => sum(rows.map((row) => row[c]!)))];
    const n = 4_000;
    const straysIn = (series: string): string[] => {
      const sums = truth.map(() => 0);
      for (let draw = 0; draw < n; draw++) {
        const { cells } = released(rows, `${series} ${draw}`);
        const columns = rows[0]!.map((_, c) => sum(cells.map((row) => row[c]!)));
        [...cells.flat(), ...columns].forEach((value, at) => {
          sums[at]! += value;
        });
      }
      return truth.flatMap((value, at) => {
        // The standard deviation of a cell is at most 2.5. Three cells that move together have three times as much.
        const deviation = at < rows.flat().length ? 2.5 : 7.5;
        return Math.abs(sums[at]! / n - value) > (5 * deviation) / Math.sqrt(n) ? [`number ${at}`] : [];
      });
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('rows without a total are rejected', () => {
    expect(() => roundRowsToTotals([5], [[3], [3]], { uniform: keyedUniform(SECRET, 'refused') })).toThrow(
      RangeError,
    );
  });
});
