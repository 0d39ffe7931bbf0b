import { type Grid, numbersOf } from './grid.ts';

/** Number of released numbers that are as small as their rounding: 0 ("0–4") or the base itself ("about 5"). */
export type SmallShare = {
  readonly count: number;
  readonly small: number;
  /** True if more than half of the numbers are small: rounding then hides most of the table. */
  readonly isMostlySmall: boolean;
  /** In whole per cent, and above 50 only if it is more than half. */
  readonly percent: number;
};

export function smallShare(values: readonly number[], base: number): SmallShare {
  const small = values.filter((value) => Math.abs(value) <= base).length;
  const isMostlySmall = 2 * small > values.length;
  const percent = Math.round((100 * small) / Math.max(1, values.length));
  return {
    count: values.length,
    small,
    isMostlySmall,
    percent: isMostlySmall ? Math.max(51, percent) : Math.min(50, percent),
  };
}

/** True if more than half of the cells of a grid are small numbers. Missing numbers are not small. */
export const isMostlySmall = (grid: Grid, base: number): boolean =>
  2 * smallShare(valuesOf(grid), base).small > cellsOf(grid).length;

/** True if more than half of the cells of a grid are missing. */
export const isMostlyMissing = (grid: Grid): boolean =>
  2 * cellsOf(grid).filter(({ kind }) => kind === 'none').length > cellsOf(grid).length;

/** The cells of numbers, given or missing; without those in words. */
const cellsOf = ({ rows }: Grid) => rows.flatMap(({ cells }) => cells.filter(({ kind }) => kind !== 'text'));
const valuesOf = (grid: Grid) => numbersOf(grid).flatMap(({ value }) => value ?? []);
