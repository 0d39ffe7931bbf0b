import {
  type Counts,
  controlledRounding,
  ROUNDING_BASE,
  type RoundedTable,
  type Uniform,
  withTotals,
} from './controlled-rounding.ts';
import { leastCommonMultipleUpTo } from './least-common-multiple.ts';

/**
 * Rounds the part of a table that a wider circle of readers may count, so that it and what is left to the narrower circle
 * add up to the numbers that the narrower circle was given already.
 *
 * Conditions on `released`, which hold for the cells of a table from `controlledRounding` and of a part from here, so that
 * a part can be split again: each cell is a multiple of `base`, less than `base` from the truth of the whole cell, equal to
 * it where that is a multiple, and was rounded up with probability rest / base by a draw that is independent of `uniform`.
 *
 * Each cell of the part, and each cell of what is left, becomes a multiple of `base` less than `base` from its truth; a
 * multiple, zero among them, stays; and each is unbiased over both draws together. Rows, columns and total of the part are
 * the sums of its cells: unbiased, too, but no longer less than `base` from the truth, because what the first draw did to
 * the cells of a row cannot be undone. No method can keep them all: that would be a controlled rounding of a table of three
 * ways, which need not exist (Cox 1987, section 5).
 *
 * How: with a the rest of the part in a cell and b that of what is left, both went up or neither, or just one did. Where
 * just one did, it was the part with probability a / (a + b) if a + b is less than `base`, else (base - b) / (2 base - a - b).
 * These probabilities are a table themselves. They are rounded to 0 and 1 by the same controlled rounding, so that what is
 * drawn here moves no row and no column of the part by as much as `base`.
 *
 * Throws RangeError where the conditions that can be seen do not hold.
 */
export function roundForWiderAudience(
  released: Counts,
  { whole, part }: { readonly whole: Counts; readonly part: Counts },
  options: { readonly base?: number; readonly uniform: Uniform },
): RoundedTable {
  const base = options.base ?? ROUNDING_BASE;
  // No denominator of a chance is more than the base.
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
 * The chance with which the part of a cell goes up, given what was released of the whole cell: see `splitTable`. Throws
 * RangeError where its conditions do not hold.
 */
export function widerAudienceChance(released: number, whole: number, part: number, base: number): number {
  const { least, chance: [goesUp, of] = [0, 1] } = cellSplitOf(released, whole, part, base);
  return least > part - (part % base) ? 1 : goesUp / of;
}

/** The least that the part of a cell may become, and the chance that it becomes `base` more where just one goes up. */
type CellSplit = {
  readonly least: number;
  /** Numerator and denominator; undefined where nothing is left to chance. */
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
  const remainder = whole % base;
  const down = whole - remainder;
  if (released !== down && !(remainder > 0 && released === down + base))
    throw new RangeError('The released number is not a rounding of the cell');
  const a = part % base;
  const b = (whole - part) % base;
  const least = part - a;
  /** How many of the two went up: what is released says it. */
  const raised = (released - least - (whole - part - b)) / base;
  if (raised === 0) return { least };
  if (raised === 2) return { least: least + base };
  return { least, chance: a + b < base ? [a, a + b] : [base - b, 2 * base - a - b] };
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
