import {
  type Counts,
  controlledRounding,
  isCount,
  isRoundingOf,
  ROUNDING_BASE,
  type RoundedTable,
  type Uniform,
  withTotals,
} from './controlled-rounding.ts';
import { leastCommonMultipleUpTo } from './least-common-multiple.ts';

/**
 * Rounds the part of a table that a wider audience may count, so that the part and its complement add up to the numbers
 * released to the narrower audience.
 *
 * Conditions on `released`: each cell is a multiple of `base`, less than `base` from the true count of the whole cell, and equal
 * to it if that is a multiple. It was rounded up with probability remainder / base by a draw independent of `uniform`. Cells from
 * `controlledRounding` meet these conditions. So do parts from this function, which can therefore be split again.
 *
 * Each cell of the part and of the complement becomes a multiple of `base`, less than `base` from its true count. A multiple, such
 * as zero, is unchanged. Each is unbiased over both draws together. Row totals, column totals and total of the part are sums of
 * its cells: they are unbiased too, but not within `base` of the truth, because the first draw fixed the cells of a row. No method
 * can keep all bounds. This would be a controlled rounding of a three-way table, which does not always exist (Cox 1987, section
 * 5).
 *
 * Method: let a be the remainder of the part in a cell and b that of the complement. Either both were rounded up, or neither, or
 * exactly one. If exactly one was, it was the part with probability a / (a + b) if a + b is less than `base`, else (base - b) / (2
 * base - a - b). These probabilities form a table. Controlled rounding turns them into 0 and 1, so that this draw changes no row
 * and no column of the part by as much as `base`.
 *
 * Throws RangeError if the conditions that can be checked do not hold.
 */
export function roundForWiderAudience(
  released: Counts,
  { whole, part }: { readonly whole: Counts; readonly part: Counts },
  options: { readonly base?: number; readonly uniform: Uniform },
): RoundedTable {
  const base = options.base ?? ROUNDING_BASE;
  // No denominator of a probability exceeds the base.
  const unit = leastCommonMultipleUpTo(base);
  const splits = whole.map((row, r) =>
    row.map((count, c) => cellSplitOf(released[r]?.[c], count, part[r]?.[c], base)),
  );
  const chances = splits.map((row) => row.map(({ chance: [goesUp, of] = [0, 1] }) => (unit * goesUp) / of));
  const drawn = controlledRounding(chances, { base: unit, uniform: options.uniform });
  const cells = splits.map((row, r) =>
    row.map(({ least }, c) => least + base * ((drawn.cells[r]?.[c] ?? 0) / unit)),
  );
  return withTotals(cells);
}

/**
 * Returns the probability that the part of a cell is rounded up, given the released number of the whole cell. Throws RangeError if
 * the conditions of `roundForWiderAudience` do not hold.
 */
export function widerAudienceChance(released: number, whole: number, part: number, base: number): number {
  const { least, chance: [goesUp, of] = [0, 1] } = cellSplitOf(released, whole, part, base);
  return least > part - (part % base) ? 1 : goesUp / of;
}

/** Smallest value of the part of a cell, and the probability of `base` more if exactly one of part and complement is rounded up. */
type CellSplit = {
  readonly least: number;
  /** Numerator and denominator of that probability; undefined if the value is certain. */
  readonly chance?: readonly [number, number];
};

function cellSplitOf(
  released: number | undefined,
  whole: number,
  part: number | undefined,
  base: number,
): CellSplit {
  if (part === undefined || !isCount(whole) || !isCount(part) || part > whole)
    throw new RangeError('The part of a cell must be a whole count, and no more than the whole');
  if (released === undefined || !isRoundingOf(whole, released, base))
    throw new RangeError('The released number is not a rounding of the cell');
  const a = part % base;
  const b = (whole - part) % base;
  const least = part - a;
  /** Returns how many of part and complement were rounded up. The released number implies this. */
  const raised = (released - least - (whole - part - b)) / base;
  if (raised === 0) return { least };
  if (raised === 2) return { least: least + base };
  return { least, chance: a + b < base ? [a, a + b] : [base - b, 2 * base - a - b] };
}
