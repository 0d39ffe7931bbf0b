import { BASE, type Counts, type Uniform } from './controlled-rounding.ts';

/** A shorter period within a longer one, as it was released: what it counted when it closed, and what was drawn for it. */
export type ReleasedPart = { readonly truth: Counts; readonly released: Counts };

/**
 * Makes the counts of a longer period ready for `controlledRounding`, so that it never says 0 of a cell that one of its parts
 * said something above 0 of: that would tell a reader of both which of the two was rounded, and which way.
 *
 * A cell of 1 to base - 1 whose parts were above 0 is given as `base`, which stays. Where all its parts were 0 it is given as
 * less than it is, by so much that over the draws of the parts and this one together it is as likely to go up as without
 * its parts: with t the truth and p the chance that some part was above 0, as (t - base p) / (1 - p), rounded to a whole
 * number without bias. All other cells are given as they are. After rounding each cell is still a multiple of `base` less than
 * `base` from its truth, and a zero stays zero.
 *
 * The cell is unbiased as long as the parts counted no more than the longer period does, which late reports see to. Where
 * retractions left less than that, p may be more than t / base: then the cell is above 0 as often as its parts were.
 *
 * Parts must not overlap and must have been drawn independently of each other, each cell up with probability rest / base.
 * The truth of a part is what it was drawn from, not what is known now.
 */
export function coupleToParts(
  truth: Counts,
  parts: readonly ReleasedPart[],
  options: { readonly base?: number; readonly uniform: Uniform },
): number[][] {
  const base = options.base ?? BASE;
  return truth.map((row, r) =>
    row.map((count, c) => {
      if (count === 0 || count >= base) return count;
      const cells = parts.map((part) => ({
        truth: numberAt(part.truth, r, c),
        released: numberAt(part.released, r, c),
      }));
      if (cells.some(({ released }) => released > 0)) return base;
      const allZero = cells.reduce((chance, cell) => chance * Math.max(0, 1 - cell.truth / base), 1);
      const expected = Math.max(0, (count - base * (1 - allZero)) / allZero);
      const whole = Math.floor(expected);
      return options.uniform() < expected - whole ? whole + 1 : whole;
    }),
  );
}

function numberAt(counts: Counts, r: number, c: number): number {
  const value = counts[r]?.[c];
  if (value === undefined) throw new RangeError('A part must have the rows and columns of the longer period');
  return value;
}
