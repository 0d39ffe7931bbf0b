import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VICTIMS_ROUNDING_BASE } from '../plan/victim-groups.ts';
import { sum } from '../rounding/controlled-rounding.ts';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { drawVictims } from './draw-victims.ts';
import type { DrawnTable, VictimSums } from './drawn-table.ts';

const MIN_INCIDENTS = 20;

/** Released incidents and victims of a row. */
type Row = { readonly incidents: number; readonly victims: number };

const rowsOf = fc.array(
  fc.record({ incidents: fc.nat(12).map((fives) => 5 * fives), victims: fc.nat(300) }),
  { minLength: 1, maxLength: 7 },
);
const codeOf = (n: number): string => `r${n}`;

function drawnOf(rows: readonly Row[]): DrawnTable {
  return {
    ...{
      tableId: 'sizes',
      period: '2025',
      roundingBase: 5,
      rows: rows.map((_, n) => codeOf(n)),
      columns: ['one'],
    },
    cells: rows.map(() => [null]),
    rowTotals: rows.map(({ incidents }) => incidents),
    columnTotals: [null],
    total: sum(rows.map(({ incidents }) => incidents)),
  };
}

function draw(rows: readonly Row[], key: number | string = 1): VictimSums | undefined {
  return drawVictims({
    secret: releaseSecretBytes(key),
    drawn: drawnOf(rows),
    minIncidents: MIN_INCIDENTS,
    cells: rows.map(({ victims }, n) => ({ row: codeOf(n), column: 'one', count: 1, victims })),
  });
}

describe('sums of victims', () => {
  test('are multiples of ten and less than ten from the true sum, for rows, remainder and total', () => {
    fc.assert(
      fc.property(rowsOf, fc.nat(255), (rows, key) => {
        const sums = draw(rows, key);
        if (sums === undefined) return;
        const near = (value: number, truth: number) => {
          expect(value % VICTIMS_ROUNDING_BASE).toBe(0);
          expect(Math.abs(value - truth)).toBeLessThan(VICTIMS_ROUNDING_BASE);
          if (truth === 0) expect(value).toBe(0);
        };
        const all = sum(rows.map(({ victims }) => victims));
        near(sums.total ?? Number.NaN, all);
        let [left, leftTruth] = [sums.total ?? 0, all];
        sums.rows.forEach((value, n) => {
          if (value === null) return;
          const truth = rows[n]?.victims ?? 0;
          near(value, truth);
          left -= value;
          leftTruth -= truth;
        });
        near(left, leftTruth);
      }),
    );
  });

  test('are not given for a row or a remainder below the threshold of the plan', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const sums = draw(rows);
        const all = sum(rows.map(({ incidents }) => incidents));
        expect(sums === undefined).toBe(all < MIN_INCIDENTS);
        const others = rows.filter((row, n) => {
          const isGiven = typeof sums?.rows[n] === 'number';
          if (isGiven) expect(row.incidents).toBeGreaterThanOrEqual(MIN_INCIDENTS);
          return !isGiven;
        });
        if (sums !== undefined && others.length > 0)
          expect(sum(others.map(({ incidents }) => incidents))).toBeGreaterThanOrEqual(MIN_INCIDENTS);
      }),
    );
  });

  test('omit the smallest large row if subtraction would expose the small rows', () => {
    const hasSums = (...incidents: number[]) =>
      draw(incidents.map((one) => ({ incidents: one, victims: 100 })))?.rows.map((value) => value !== null);
    expect(hasSums(100, 40, 25)).toEqual([true, true, true]);
    expect(hasSums(100, 40, 25, 15)).toEqual([true, true, false, false]);
    expect(hasSums(100, 40, 25, 0)).toEqual([true, true, false, false]);
    expect(hasSums(100, 15, 5)).toEqual([true, false, false]);
    expect(hasSums(40, 15)).toEqual([false, false]);
  });

  test('are unbiased over the keys', () => {
    const keys = 256;
    const rows = [17, 3, 101, 8].map((victims) => ({ incidents: 50, victims }));
    const straysIn = (series: string): string[] => {
      const drawn = Array.from({ length: keys }, (_, key) => draw(rows, `${series} ${key}`));
      return rows.flatMap(({ victims }, n) => {
        const mean = sum(drawn.map((sums) => sums?.rows[n] ?? Number.NaN)) / keys;
        // The standard deviation is at most 5. The test allows five standard deviations of the mean.
        return Math.abs(mean - victims) >= (5 * 5) / Math.sqrt(keys) ? [`row ${n}`] : [];
      });
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('are the same for the same key, in any order of rows', () => {
    const drawn = drawnOf([17, 33, 4].map((victims) => ({ incidents: 50, victims })));
    const cells = [17, 33, 4].map((victims, n) => ({ row: codeOf(n), column: 'one', count: 1, victims }));
    const secret = releaseSecretBytes();
    const reversed = { ...drawn, rows: [...drawn.rows].reverse(), rowTotals: [...drawn.rowTotals].reverse() };
    const one = drawVictims({ secret, drawn, minIncidents: MIN_INCIDENTS, cells });
    const other = drawVictims({
      secret,
      drawn: reversed,
      minIncidents: MIN_INCIDENTS,
      cells: [...cells].reverse(),
    });
    expect(other?.rows).toEqual([...(one?.rows ?? [])].reverse());
    expect(other?.total).toBe(one?.total);
  });
});
