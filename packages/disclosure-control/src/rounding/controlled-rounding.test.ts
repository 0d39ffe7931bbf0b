import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { controlledRounding, type RoundedTable, sum } from './controlled-rounding.ts';
import { keyedUniform } from './keyed-uniform.ts';

const SECRET = releaseSecretBytes();
const round = (table: number[][], label: string): RoundedTable =>
  controlledRounding(table, { base: 5, uniform: keyedUniform(SECRET, label) });

const tables = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.constant(0), fc.nat(12), fc.nat(900)), { minLength: columns, maxLength: columns }),
      {
        minLength: rows,
        maxLength: rows,
      },
    ),
  );

/** Lists every number of a table: cells, row totals, column totals, total. */
const numbersOf = (table: RoundedTable): number[] => [
  ...table.cells.flat(),
  ...table.rowTotals,
  ...table.columnTotals,
  table.total,
];
const truthOf = (table: number[][]): number[] => {
  const rowTotals = table.map(sum);
  const columnTotals = (table[0] ?? []).map((_, c) => sum(table.map((row) => row[c]!)));
  return [...table.flat(), ...rowTotals, ...columnTotals, sum(rowTotals)];
};

describe('controlled rounding', () => {
  test('every cell and every total is a multiple of five', () => {
    fc.assert(
      fc.property(tables, fc.string(), (table, label) => {
        for (const value of numbersOf(round(table, label))) expect(value % 5).toBe(0);
      }),
    );
  });

  test('every cell and every total is less than five from the true count, and a multiple of five is unchanged', () => {
    fc.assert(
      fc.property(tables, fc.string(), (table, label) => {
        const truth = truthOf(table);
        numbersOf(round(table, label)).forEach((value, index) => {
          expect(Math.abs(value - truth[index]!)).toBeLessThan(5);
          if (truth[index]! % 5 === 0) expect(value).toBe(truth[index]);
        });
      }),
    );
  });

  test('rows, columns and total add up', () => {
    fc.assert(
      fc.property(tables, fc.string(), (table, label) => {
        const { cells, rowTotals, columnTotals, total } = round(table, label);
        expect(rowTotals).toEqual(cells.map(sum));
        expect(columnTotals).toEqual(table[0]!.map((_, c) => sum(cells.map((row) => row[c]!))));
        expect(total).toBe(sum(rowTotals));
        expect(total).toBe(sum(columnTotals));
      }),
    );
  });

  test('a zero stays zero, and a row without incidents has a total of zero', () => {
    const { cells, rowTotals } = round(
      [
        [0, 3, 4],
        [0, 0, 0],
        [1, 0, 2],
      ],
      'zeros',
    );
    expect([cells[0]![0], cells[2]![1], ...cells[1]!, rowTotals[1]]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('a table may have one row, one column, one cell, or none', () => {
    expect(round([], 'none')).toEqual({ cells: [], rowTotals: [], columnTotals: [], total: 0 });
    expect(round([[], []], 'empty').total).toBe(0);
    expect([0, 5]).toContain(round([[3]], 'one').total);
  });

  // A number with remainder r is rounded up with probability p = r/5. Over n draws the share rounded up has the standard deviation
  // sqrt(p(1-p)/n). Each number below may deviate by 5 standard deviations in one of two series of draws. At n = 20,000 this is
  // 0.018, so the test finds a bias of 2 %.
  test.each([
    [
      'small counts',
      [
        [1, 2, 0, 4],
        [3, 0, 1, 1],
        [0, 2, 2, 0],
        [1, 0, 0, 3],
      ],
    ],
    [
      'large counts',
      [
        [17, 203, 41, 8],
        [96, 4, 55, 1],
        [12, 12, 12, 12],
        [0, 1, 99, 3],
      ],
    ],
    ['a single row', [[1, 1, 1, 2, 3]]],
  ])('cells and totals are unbiased over keys: %s', (_, table) => {
    const n = 20_000;
    const truth = truthOf(table);
    const straysIn = (series: string): string[] => {
      const ups = truth.map(() => 0);
      const uniform = keyedUniform(SECRET, 'unbiased', series);
      for (let draw = 0; draw < n; draw++) {
        numbersOf(controlledRounding(table, { base: 5, uniform })).forEach((value, index) => {
          if (value > truth[index]!) ups[index]! += 1;
        });
      }
      return truth.flatMap((value, index) => {
        const p = (value % 5) / 5;
        return Math.abs(ups[index]! / n - p) > 5 * Math.sqrt((p * (1 - p)) / n) ? [`number ${index}`] : [];
      });
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('which cells are rounded up together does not depend on their positions in the table', () => {
    const pairs = new Set<string>();
    const uniform = keyedUniform(SECRET, 'pairs');
    const table = [
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ];
    // A pair is rounded up together in about one of twenty draws. By chance, a pair is missed for one in 10^20 secrets.
    for (let draw = 0; draw < 1_000; draw++) {
      const { cells } = controlledRounding(table, { base: 5, uniform });
      const up = cells.flatMap((row, r) => row.flatMap((value, c) => (value > 0 ? [`${r}${c}`] : [])));
      for (const a of up) for (const b of up) if (a < b) pairs.add(`${a} ${b}`);
    }
    // 72 of the 120 pairs share neither row nor column. Two cells of one line are never both rounded up, because the total of the
    // line stays below 10.
    const unrelated = [...pairs].filter((pair) => pair[0] !== pair[3] && pair[1] !== pair[4]);
    expect(unrelated).toHaveLength(72);
  });

  // Measures processor time, which does not depend on the load of the machine.
  test('three years of large months are rounded within a second', () => {
    const table = Array.from({ length: 15 }, (_, r) =>
      Array.from({ length: 25 }, (_, c) => (r * 31 + c * 17) % 23),
    );
    const started = process.cpuUsage();
    for (let month = 0; month < 36; month++) round(table, `month ${month}`);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  test('input that is not a table of counts is rejected', () => {
    expect(() => round([[1, 2], [3]], 'ragged')).toThrow(RangeError);
    expect(() => round([[-1]], 'negative')).toThrow(RangeError);
    expect(() => round([[0.5]], 'fraction')).toThrow(RangeError);
    expect(() => controlledRounding([[1]], { base: 1, uniform: () => 0 })).toThrow(RangeError);
  });
});
