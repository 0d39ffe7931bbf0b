import {
  type Counts,
  controlledRounding,
  drawPermutation,
  isCount,
  isRoundingOf,
  ROUNDING_BASE,
  sum,
  type Uniform,
} from './controlled-rounding.ts';
import { leastCommonMultipleUpTo } from './least-common-multiple.ts';

/**
 * Rounds the rows of a table to row totals that were released before, so that each row adds up to its total: types of a type
 * group, person groups of a country, areas of a country.
 *
 * Conditions on each number of `released`: it is a multiple of `base`, less than `base` from the true sum of its row, and equal to
 * it if that is a multiple. It was rounded up with probability s / base, where s is the remainder of the true sum, by a draw
 * independent of `uniform`. Numbers from `controlledRounding` meet these conditions, and so do cells from this function.
 *
 * Each cell becomes a multiple of `base`, less than `base` from its true count. A multiple, such as zero, is unchanged. Each is
 * unbiased over both draws together. (For a fixed `released`, no method can be unbiased, because the cells must add up to the
 * released total.) Column totals are sums of their cells. They are unbiased, but not within `base` of the truth, because row
 * totals are given.
 *
 * Method: systematic sampling gives the probabilities. The remainders of a row are placed end to end, in a drawn order, on a line
 * with marks every `base` from a start u. A cell is rounded up if a mark is within its stretch of the line. If the row total was
 * rounded up, u is among the first s starts; otherwise u is among the other starts. So the probability of a cell is the share of
 * these starts whose marks hit the cell. Over both draws u is uniform, and a stretch of length r contains a mark with probability
 * r / base. The probabilities of a row add up to the number of its cells rounded up. Controlled rounding turns their table into 0
 * and 1, which keeps the rows and changes no column by as much as `base`.
 *
 * Throws RangeError if the conditions that can be checked do not hold.
 */
export function roundRowsToTotals(
  released: readonly number[],
  rows: Counts,
  options: { readonly base?: number; readonly uniform: Uniform },
): number[][] {
  const base = options.base ?? ROUNDING_BASE;
  const unit = leastCommonMultipleUpTo(base);
  if (released.length !== rows.length) throw new RangeError('Every row needs a released total');
  const chances = rows.map((row, r) =>
    rowRoundUpChances(released[r] ?? 0, row, { base, unit, uniform: options.uniform }),
  );
  const raised = controlledRounding(chances, { base: unit, uniform: options.uniform }).cells;
  return rows.map((row, r) =>
    row.map((count, c) => count - (count % base) + ((raised[r]?.[c] ?? 0) / unit) * base),
  );
}

/** Returns the probabilities that the cells of a row are rounded up. The unit can be divided by every number up to `base`. */
export function rowRoundUpChances(
  released: number,
  row: readonly number[],
  { base, unit, uniform }: { readonly base: number; readonly unit: number; readonly uniform: Uniform },
): number[] {
  if (!row.every(isCount)) {
    throw new RangeError('The cells of a row must be whole counts that are not negative');
  }
  const truth = sum(row);
  const remainder = truth % base;
  const down = truth - remainder;
  if (!isRoundingOf(truth, released, base)) {
    throw new RangeError('The released total is not a rounding of the sum of the cells');
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

/** Returns the number of marks below x. Marks are at start, start + base, …, so it is ceil((x - start) / base). */
const marksBelow = (x: number, start: number, base: number): number =>
  Math.max(0, Math.ceil((x - start) / base));
