import { createLinearSystem, intervalsOf, sumOf, type Variable } from '@waylight/disclosure-audit';
import { keyedUniform } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { type PublishedMask, suppress, withTotals } from './suppression.ts';

const BELOW = 5;

/** Solves all published numbers of a table together, and returns the exact range of each unpublished one. */
async function solve(table: readonly (readonly number[])[], isOpen: PublishedMask) {
  const counts = withTotals(table);
  const linearSystem = createLinearSystem();
  const variables = counts.map((row, r) =>
    row.map((count, c) => {
      const variable = linearSystem.addVariable();
      if (isOpen[r]?.[c]) linearSystem.addConstraint(sumOf([variable]), { least: count, most: count });
      return variable;
    }),
  );
  const addSum = (line: readonly Variable[]) => {
    linearSystem.addConstraint([...sumOf(line.slice(0, -1)), ...sumOf(line.slice(-1), -1)], {
      least: 0,
      most: 0,
    });
  };
  for (const row of variables) addSum(row);
  for (const c of variables[0]?.keys() ?? []) addSum(variables.map((row) => row[c] ?? 0));
  const hidden = counts.flatMap((row, r) =>
    row.flatMap((count, c) => (isOpen[r]?.[c] ? [] : [{ count, unknown: variables[r]?.[c] ?? 0 }])),
  );
  const intervals = await intervalsOf(
    linearSystem,
    hidden.map(({ unknown: variable }) => variable),
  );
  return hidden.map(({ count, unknown: variable }) => ({ count, interval: intervals.get(variable) }));
}

describe('cell suppression', () => {
  it('suppresses a small number and a rectangle with it', () => {
    const table = [
      [3, 20, 30],
      [8, 40, 50],
      [9, 60, 70],
    ];
    // The cheapest rectangle is with the 8, the 20 and the 40; the one with the 9 costs 1 more, and 20 for its corner.
    expect(suppress(table, BELOW)).toEqual([
      [false, false, true, true],
      [false, false, true, true],
      [true, true, true, true],
      [true, true, true, true],
    ]);
  });

  it('publishes a table without small numbers as it is', () => {
    expect(
      suppress(
        [
          [5, 0],
          [7, 9],
        ],
        BELOW,
      )
        .flat()
        .every(Boolean),
    ).toBe(true);
  });

  it('leaves at least five possible values for every small number, to a solver with the whole table', async () => {
    const uniform = keyedUniform(new Uint8Array(32).fill(7), 'tables');
    let small = 0;
    for (let n = 0; n < 40; n++) {
      const most = n % 2 === 0 ? 4 : 14;
      const table = Array.from({ length: 4 }, () =>
        Array.from({ length: 4 }, () => (uniform() < 0.4 ? 0 : Math.floor(uniform() * most) + 1)),
      );
      for (const { count, interval } of await solve(table, suppress(table, BELOW))) {
        if (count >= BELOW) continue;
        small += 1;
        if (interval === undefined) throw new Error('every variable must have an interval');
        expect(interval.most - interval.least + 1).toBeGreaterThanOrEqual(BELOW);
      }
    }
    expect(small).toBeGreaterThan(100);
  });

  it('suppresses the totals if a small number is alone in its row and column', () => {
    expect(
      suppress(
        [
          [2, 0],
          [0, 0],
        ],
        BELOW,
      ),
    ).toEqual([
      [false, true, false],
      [true, true, true],
      [false, true, false],
    ]);
  });
});
