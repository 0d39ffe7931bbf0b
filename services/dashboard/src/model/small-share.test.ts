import { expect, it } from 'vitest';
import { type Grid, type GridCell, roundedCell, textCell } from './grid.ts';
import { isMostlyMissing, isMostlySmall, smallShare } from './small-share.ts';

it('counts the numbers that are as small as it, and says when they are more than half', () => {
  expect(smallShare([0, 5, 10, 15], 5)).toEqual({ count: 4, small: 2, isMostlySmall: false, percent: 50 });
  expect(smallShare([0, 5, 0, 15], 5)).toEqual({ count: 4, small: 3, isMostlySmall: true, percent: 75 });
  expect(smallShare([], 5)).toEqual({ count: 0, small: 0, isMostlySmall: false, percent: 0 });
  const justMore = [...Array<number>(51).fill(5), ...Array<number>(50).fill(10)];
  expect(smallShare(justMore, 5)).toMatchObject({ isMostlySmall: true, percent: 51 });
});

it('a grid in which most numbers are missing is not one of small numbers', () => {
  const gridOf = (...values: readonly (number | string | undefined)[]) =>
    ({
      rows: [
        {
          heads: [],
          cells: values.map((value): GridCell => {
            if (typeof value === 'string') return textCell(value);
            return value === undefined ? { kind: 'none' } : roundedCell(value, 5);
          }),
        },
      ],
    }) as unknown as Grid;
  const missing = gridOf(0, undefined, undefined, 30);
  expect([isMostlySmall(missing, 5), isMostlyMissing(missing)]).toEqual([false, false]);
  const mostly = gridOf(0, undefined, undefined);
  expect([isMostlySmall(mostly, 5), isMostlyMissing(mostly)]).toEqual([false, true]);
  // Verdicts in words are no numbers.
  const small = gridOf(0, 5, undefined, 'no clear change', 'more');
  expect([isMostlySmall(small, 5), isMostlyMissing(small)]).toEqual([true, false]);
});
