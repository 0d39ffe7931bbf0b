import { type Counts, feasibilityInterval, ROUNDING_BASE, type Uniform } from './controlled-rounding.ts';

/** A released shorter period within a longer one: its counts at closing, and its drawn numbers. */
export type ComponentCounts = {
  readonly truth: Counts;
  readonly released: Counts;
  /** Counts of the same period today; omitted if unchanged. */
  readonly current?: Counts;
};

/**
 * Prepares the counts of a longer period for `controlledRounding`. The longer period and its components together then leave as
 * many possible values for each of them as a single rounded cell does, even to readers who know that no report came late and
 * none was retracted.
 *
 * A released number r leaves true counts from r - base + 1 (at least 0) to r + base - 1 possible. So the components leave a sum
 * from lo to hi possible, and the cell R of the longer period must be from lo to hi. Then R + base - 1, minus the minimum of all
 * other components, is at least base - 1 above the minimum of each component, and vice versa. (If rounded independently, released
 * months of 0, 5 and 10 in a released quarter of 5 leave only 1 to 3 for the second month.) In particular, R is above 0 if a
 * component is. The same must hold when late reports are subtracted, because their senders know their number. For example, a
 * longer period of 7 with 5 late reports, whose components have a sum of at least 1, must not be rounded to 5.
 *
 * A cell that would violate this becomes the multiple that does not violate it. Otherwise the probability of rounding up is
 * corrected so that, over the draws of the components and this one together, it is the same as without components. With remainder
 * r, u the probability that the components force it up, and d that they force it down, it is (r / base - u) / (1 - u - d). The
 * count with this probability is rounded to a whole number without bias. After rounding, each cell is still a multiple of `base`,
 * less than `base` from its true count, and zero stays zero.
 *
 * Two facts release a cell from its bounds:
 * - The true count itself violates a bound, because more reports came late than the components leave room for. The bound
 *   protects nothing, because the values that it would keep possible are not possible.
 * - A component counts fewer reports today than at closing. Otherwise senders who add reports to a cell and retract them
 *   could infer other reports from a longer cell above 0.
 *
 * The cell is unbiased if the longer period counts the same as its components. If late reports make u larger than r / base, or d
 * larger than 1 - r / base, the cell is rounded up or down as often as its components force it.
 *
 * Components must not overlap. They must have been drawn independently of each other, each cell rounded up with probability
 * remainder / base. `truth` of a component contains the counts at the time of its draw, not those of today.
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
      // Controlled rounding requires whole numbers, so one of the two nearest is drawn without bias.
      const expected = base * coupledRoundUpChance(count, cells, { base, incomplete });
      const whole = Math.floor(expected);
      return count - remainder + whole + (options.uniform() < expected - whole ? 1 : 0);
    }),
  );
}

/** One cell of a shorter period: its count at closing, its drawn number, and its count today. */
export type ComponentCell = { readonly truth: number; readonly released: number; readonly current: number };

/**
 * Returns the probability that a cell of a longer period is rounded up, given the cells of its components. It is 0 or 1 if they
 * force the cell or there is nothing to round. Otherwise it is corrected as `coupleToComponents` explains. If components are
 * missing (`incomplete`), the others can force the cell only up.
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
  // Senders of late reports know their number and can subtract it. The difference must still be possible for the components.
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

/** Returns the probability, over the draws of the components, that the sum of their bounds forces the cell. */
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
  if (value === undefined)
    throw new RangeError('A component period must have the rows and columns of the longer period');
  return value;
}
