import { type Counts, feasibilityInterval, ROUNDING_BASE, type Uniform } from './controlled-rounding.ts';

/** A shorter period within a longer one, as it was released: what it counted when it closed, and what was drawn for it. */
export type ComponentCounts = {
  readonly truth: Counts;
  readonly released: Counts;
  /** What is counted of the same period now; left out where it is what was counted then. */
  readonly current?: Counts;
};

/**
 * Makes the counts of a longer period ready for `controlledRounding`, so that it and its parts together leave every one of
 * them as many values as a single rounded cell does, also to a reader who knows that nothing came late and nothing was taken
 * back.
 *
 * A released r leaves r - base + 1 (at least 0) to r + base - 1. So parts leave a sum from lo to hi, and the longer cell R must
 * lie from lo to hi: then R + base - 1, less the least of all other parts, is at least base - 1 above the least of each part, and
 * the other way round. (Of cells that were rounded apart, months 0, 5 and 10 beside a quarter of 5 leave the second month only 1 to 3.)
 * In particular R is above 0 where a part was. Of what came late the same is asked without it, because whoever was late knows by how
 * much: parts that leave at least one and seven in the longer period, of which five came late, must not read 5.
 *
 * A cell that would break this is given as the multiple that does not. Otherwise it goes up with a chance that is corrected so
 * that, over the draws of the parts and this one together, it is what it would be without parts: with r the rest, u the chance
 * that the parts force it up and d that they force it down, (r / base - u) / (1 - u - d); the count that has this chance is
 * rounded to a whole number without bias. After rounding each cell is still a multiple of `base` less than `base` from its
 * truth, and a zero stays zero.
 *
 * Two things set a cell free. A bound that the truth itself breaks (more came late than the parts leave room for)
 * protects nothing, because what it would keep possible is not so. And a part of which less stands now than it counted says
 * nothing: else whoever puts reports into a cell and takes them back would learn from a longer cell above 0 that something else is there.
 *
 * The cell is unbiased where the longer period counts what its parts counted. Where late reports make u more than
 * r / base, or d more than 1 - r / base, it is as often up or down as its parts force it.
 *
 * Parts must not overlap and must have been drawn independently of each other, each cell up with probability rest / base.
 * The truth of a part is what it was drawn from, not what is known now.
 */
export function coupleToComponents(
  truth: Counts,
  components: readonly ComponentCounts[],
  options: { readonly base?: number; readonly uniform: Uniform; readonly incomplete?: boolean },
): number[][] {
  const { base = ROUNDING_BASE, incomplete = false } = options;
  return truth.map((row, r) =>
    row.map((count, c) => {
      const remainder = count % base;
      const cells = components.map((component) => ({
        truth: cellAt(component.truth, r, c),
        released: cellAt(component.released, r, c),
        current: cellAt(component.current ?? component.truth, r, c),
      }));
      // The rounding of the table takes whole numbers only: which of the two around it is drawn, without bias.
      const expected = base * coupledRoundUpChance(count, cells, { base, incomplete });
      const whole = Math.floor(expected);
      return count - remainder + whole + (options.uniform() < expected - whole ? 1 : 0);
    }),
  );
}

/** One cell of a shorter period: what it counted when it closed, what was drawn for it, and what is counted of it now. */
export type ComponentCell = { readonly truth: number; readonly released: number; readonly current: number };

/**
 * The chance with which a cell of a longer period goes up, given the cells of its parts: 0 and 1 where they force it, or where
 * there is nothing to round; otherwise corrected as `coupleToParts` says. Where not all parts are given (`incomplete`), those
 * that are can only force it up.
 */
export function coupledRoundUpChance(
  count: number,
  components: readonly ComponentCell[],
  { base, incomplete = false }: { readonly base: number; readonly incomplete?: boolean },
): number {
  const remainder = count % base;
  if (remainder === 0) return 0;
  const down = count - remainder;
  const isNotReduced = ({ truth, current }: ComponentCell): boolean => current >= truth;
  const unreduced = components.filter(isNotReduced);
  const isBoundAbove = unreduced.length > 0 && unreduced.length === components.length && !incomplete;
  // Whoever was late himself knows by how much: he takes it off the longer number, and the rest must still leave the parts room.
  const late = incomplete
    ? 0
    : Math.max(0, count - sumOf(components, (part) => (isNotReduced(part) ? part.truth : part.current)));
  const forcesUp = (least: number): boolean => least > 0 && least + late > down;
  const forcesDown = (most: number): boolean => isBoundAbove && most < down + base && count <= most;
  if (forcesUp(sumOf(unreduced, ({ released }) => leastOf(released, base)))) return 1;
  if (forcesDown(sumOf(unreduced, ({ released }) => mostOf(released, base)))) return 0;
  const forcedUp = chanceOfForcing(unreduced, base, leastOf, forcesUp);
  const forcedDown = isBoundAbove ? chanceOfForcing(unreduced, base, mostOf, forcesDown) : 0;
  return Math.min(1, Math.max(0, (remainder / base - forcedUp) / (1 - forcedUp - forcedDown)));
}

const leastOf = (released: number, base: number): number => feasibilityInterval(released, base).least;
const mostOf = (released: number, base: number): number => feasibilityInterval(released, base).most;

/** The chance, over the draws of the parts, that a sum of what they leave is in question. */
function chanceOfForcing(
  cells: readonly { readonly truth: number }[],
  base: number,
  leaves: (released: number, base: number) => number,
  isForced: (sum: number) => boolean,
): number {
  let sums = new Map([[0, 1]]);
  for (const { truth } of cells) {
    const remainder = truth % base;
    const outcomes: readonly (readonly [number, number])[] = [
      [truth - remainder, 1 - remainder / base],
      [truth - remainder + base, remainder / base],
    ];
    const next = new Map<number, number>();
    for (const [sum, weight] of sums)
      for (const [released, probability] of outcomes) {
        if (probability === 0) continue;
        const at = sum + leaves(released, base);
        next.set(at, (next.get(at) ?? 0) + weight * probability);
      }
    sums = next;
  }
  let all = 0;
  for (const [sum, weight] of sums) if (isForced(sum)) all += weight;
  return all;
}

const sumOf = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((all, value) => all + of(value), 0);

function cellAt(counts: Counts, r: number, c: number): number {
  const value = counts[r]?.[c];
  if (value === undefined) throw new RangeError('A part must have the rows and columns of the longer period');
  return value;
}
