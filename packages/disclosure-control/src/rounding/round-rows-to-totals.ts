import {
  type Counts,
  controlledRounding,
  drawPermutation,
  ROUNDING_BASE,
  sum,
  type Uniform,
} from './controlled-rounding.ts';
import { leastCommonMultipleUpTo } from './least-common-multiple.ts';

/**
 * Rounds the rows of a table to row totals that were released already, so that each row adds up to its own: types of the type
 * groups, person groups of the countries, areas of a country.
 *
 * Conditions on each number of `released`, which hold for any number of a table from `controlledRounding`: it is a multiple
 * of `base`; it is less than `base` from the true sum of its row and equals it where that is a multiple of `base`; and, with s
 * the rest of the true sum, it was rounded up with probability s / base by a draw that is independent of `uniform`. A split of
 * a split meets them again, because its cells do.
 *
 * Each cell becomes a multiple of `base` less than `base` from its truth; a multiple, zero among them, stays; and each is
 * unbiased over both draws together. (Given `released` alone no method can be: the cells must add up to it.) Columns are the
 * sums of their cells: unbiased, and not less than `base` from the truth, because the totals of the rows are given.
 *
 * How: systematic sampling gives the chances. The rests of a row lie end to end in a drawn order on a line marked every
 * `base` from a start u; a cell goes up when a mark falls in its stretch. The row went up just when u would have been among the
 * first s starts, so a cell's chance is the share of those starts, else of the others, that marks it: over both draws u is
 * uniform and a rest r holds a mark with r / base. The chances of a row add up to how many of its cells go up. As a table
 * they are rounded to 0 and 1 by controlled rounding, which keeps the rows and moves no column by as much as `base`.
 *
 * Throws RangeError where the conditions that can be seen do not hold.
 */
export function roundRowsToTotals(
  released: readonly number[],
  rows: Counts,
  options: { readonly base?: number; readonly uniform: Uniform },
): number[][] {
  const base = options.base ?? ROUNDING_BASE;
  const unit = leastCommonMultipleUpTo(base);
  if (released.length !== rows.length) throw new RangeError('Every row needs the total that it splits');
  const chances = rows.map((row, r) =>
    rowRoundUpChances(released[r] ?? 0, row, { base, unit, uniform: options.uniform }),
  );
  const raised = controlledRounding(chances, { base: unit, uniform: options.uniform }).cells;
  return rows.map((row, r) =>
    row.map((count, c) => count - (count % base) + ((raised[r]?.[c] ?? 0) / unit) * base),
  );
}

/** Chances to go up of the cells of a row, in units, of which every number up to `base` makes whole ones. */
export function rowRoundUpChances(
  released: number,
  row: readonly number[],
  { base, unit, uniform }: { readonly base: number; readonly unit: number; readonly uniform: Uniform },
): number[] {
  if (!row.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError('The parts of a split must be whole counts that are not negative');
  }
  const truth = sum(row);
  const remainder = truth % base;
  const down = truth - remainder;
  if (released !== down && !(remainder > 0 && released === down + base)) {
    throw new RangeError('The released total is not a rounding of the sum of the parts');
  }
  const [firstStart, starts] = released > down ? [0, remainder] : [remainder, base - remainder];
  const chances = row.map(() => 0);
  let begin = 0;
  for (const c of drawPermutation(row.length, uniform)) {
    const end = begin + ((row[c] ?? 0) % base);
    let marked = 0;
    for (let start = firstStart; start < firstStart + starts; start++)
      if (marksBelow(end, start, base) > marksBelow(begin, start, base)) marked++;
    chances[c] = (unit * marked) / starts;
    begin = end;
  }
  return chances;
}

/** Marks lie at start, start + base, …; those below x number ceil((x - start) / base). */
const marksBelow = (x: number, start: number, base: number): number =>
  Math.max(0, Math.ceil((x - start) / base));
