import { type Grid, numbersOf } from './grid.ts';

/** How many released numbers are as small as their rounding: 0 ("0–4") or the base itself ("about 5"). */
export type SmallShare = {
  readonly count: number;
  readonly small: number;
  /** More than half of the numbers: rounding hides most of what the table could say. */
  readonly isMostlySmall: boolean;
  /** In whole per cent; above 50 only if it is more than half. */
  readonly percent: number;
};

export function smallShare(values: readonly number[], base: number): SmallShare {
  const small = values.filter((value) => Math.abs(value) <= base).length;
  const isMostlySmall = 2 * small > values.length;
  const percent = Math.round((100 * small) / Math.max(1, values.length));
  return {
    ...{ count: values.length, small, isMostlySmall },
    percent: isMostlySmall ? Math.max(51, percent) : Math.min(50, percent),
  };
}

/** Whether this holds for most numbers of a grid. */
export const isMostlySmall = (grid: Grid, base: number): boolean =>
  smallShare(
    numbersOf(grid).flatMap(({ value }) => value ?? []),
    base,
  ).isMostlySmall;
