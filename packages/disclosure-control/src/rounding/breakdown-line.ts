import { isRoundingOf, sum, type Uniform } from './controlled-rounding.ts';
import { leastCommonMultipleUpTo } from './least-common-multiple.ts';
import { rowRoundUpChances } from './round-rows-to-totals.ts';

/**
 * A cell of a broken-down number: its true count, and the probability that it would be rounded up on its own. The probability is 0
 * or 1 if other released numbers force it.
 */
export type BreakdownCell = { readonly truth: number; readonly chance: number };

/** A released number and the cells that must add up to it. */
export type BreakdownLine = { readonly released: number; readonly cells: readonly BreakdownCell[] };

/** Whether the cells of a line can add up to its number, each less than `base` from its true count, with forced cells kept. */
export function canBreakDown({ released, cells }: BreakdownLine, base: number): boolean {
  const { certain, open } = countRises(cells);
  const required = requiredRises({ released, cells }, base);
  return Number.isInteger(required) && required >= certain && required <= certain + open;
}

/**
 * Returns the unit of probabilities. In this unit they are whole numbers, so that those of a line add up exactly to the number of
 * cells rounded up.
 */
export const chanceUnitOf = (base: number): number => leastCommonMultipleUpTo(base) * 2 ** 16;

/**
 * Computes the probabilities, in units, that the cells of a line are rounded up. They add up to the number of cells that must be
 * rounded up.
 *
 * If the number is a rounding of the cells' sum and no cell is forced, they are those of `rowRoundUpChances`, and each cell is
 * unbiased over both draws. Otherwise the odds of each cell are multiplied by one factor for the line. Of all probabilities with
 * the required sum, these are nearest to the cells' own (least relative entropy). Then cells are biased in the direction of the
 * released number.
 *
 * Throws RangeError for a line that cannot be broken down.
 */
export function computeLineChances(line: BreakdownLine, base: number, uniform: Uniform): number[] {
  if (!canBreakDown(line, base))
    throw new RangeError('The cells cannot add up to the number that they break down');
  const { cells, released } = line;
  const unit = chanceUnitOf(base);
  const truth = sum(cells.map((cell) => cell.truth));
  if (isRoundingOf(truth, released, base) && cells.every(isOwnChance(base)))
    return rowRoundUpChances(
      released,
      cells.map(({ truth }) => truth),
      { base, unit, uniform },
    );
  const certain = cells.filter(({ chance }) => chance === 1).length;
  return tiltChances(
    cells.map(({ chance }) => chance),
    requiredRises(line, base) - certain,
    unit,
  );
}

/** Whether the probability of a cell is unaffected by other released numbers. */
const isOwnChance =
  (base: number) =>
  ({ truth, chance }: BreakdownCell): boolean =>
    chance === (truth % base) / base;

const requiredRises = ({ released, cells }: BreakdownLine, base: number): number =>
  (released - sum(cells.map(({ truth }) => truth - (truth % base)))) / base;

function countRises(cells: readonly BreakdownCell[]): { readonly certain: number; readonly open: number } {
  return {
    certain: cells.filter(({ chance }) => chance === 1).length,
    open: cells.filter(({ chance }) => chance > 0 && chance < 1).length,
  };
}

/**
 * Multiplies the odds of all probabilities by the factor with which the probabilities add up to `wanted`. Keeps 0 and 1. All are
 * in units.
 */
function tiltChances(chances: readonly number[], wanted: number, unit: number): number[] {
  const isOpen = (chance: number): boolean => chance > 0 && chance < 1;
  const open = chances.filter(isOpen);
  if (wanted === 0 || wanted === open.length)
    return chances.map((chance) => (chance === 1 || (isOpen(chance) && wanted > 0) ? unit : 0));
  const tiltedBy = (by: number): number[] =>
    chances.map((chance) => (isOpen(chance) ? 1 / (1 + ((1 - chance) / chance) * Math.exp(-by)) : chance));
  let [low, high] = [-60, 60];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (sum(tiltedBy(middle).filter((_, n) => isOpen(chances[n] ?? 0))) < wanted) low = middle;
    else high = middle;
  }
  const whole = tiltedBy(low).map((chance) => Math.round(chance * unit));
  // The result is strictly between 0 and 1, so that no open cell becomes certain. The rounding difference is added to cells that
  // can take it.
  const clamped = whole.map((units, n) =>
    isOpen(chances[n] ?? 0) ? Math.min(unit - 1, Math.max(1, units)) : units,
  );
  let difference = wanted * unit - sum(clamped.filter((_, n) => isOpen(chances[n] ?? 0)));
  for (let n = 0; n < clamped.length && difference !== 0; n++) {
    if (!isOpen(chances[n] ?? 0)) continue;
    const units = clamped[n] ?? 0;
    const change = difference > 0 ? Math.min(difference, unit - 1 - units) : Math.max(difference, 1 - units);
    clamped[n] = units + change;
    difference -= change;
  }
  return clamped;
}
