import { sum, type Uniform } from './controlled-rounding.ts';
import { leastCommonMultipleUpTo } from './least-common-multiple.ts';
import { rowRoundUpChances } from './round-rows-to-totals.ts';

/**
 * A cell of a released number that is split: its truth, and the chance with which it would go up by itself. 0 and 1 are certain:
 * other numbers that were released force it.
 */
export type BreakdownCell = { readonly truth: number; readonly chance: number };

/** A released number and the cells that must add up to it. */
export type BreakdownLine = { readonly released: number; readonly cells: readonly BreakdownCell[] };

/** Whether cells of a line can add up to its number, each less than `base` from its truth, with those that are certain. */
export function canBreakDown({ released, cells }: BreakdownLine, base: number): boolean {
  const { certain, open } = countRises(cells);
  const required = requiredRises({ released, cells }, base);
  return Number.isInteger(required) && required >= certain && required <= certain + open;
}

/** Chances are whole in this unit, so that those of a line add up exactly to how many of its cells go up. */
export const chanceUnitOf = (base: number): number => leastCommonMultipleUpTo(base) * 2 ** 16;

/**
 * The chances, in units, with which the cells of a line go up; they add up to how many of them must.
 *
 * Where the number is a rounding of the cells' sum and no cell is certain, they are those of `splitRows`, and each cell is
 * unbiased over both draws. Elsewhere (the number strays further, or others force a cell) each cell keeps its own odds times one
 * factor for the line: of all chances with the needed sum the ones nearest to their own (least relative entropy). Then cells lean
 * the way their number does.
 *
 * Throws RangeError for a line that cannot be split.
 */
export function computeLineChances(line: BreakdownLine, base: number, uniform: Uniform): number[] {
  if (!canBreakDown(line, base))
    throw new RangeError('The cells cannot add up to the number that they split');
  const { cells, released } = line;
  const unit = chanceUnitOf(base);
  if (isRounding(released, sum(cells.map(({ truth }) => truth)), base) && cells.every(isOwnChance(base)))
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

const isRounding = (released: number, truth: number, base: number): boolean => {
  const down = truth - (truth % base);
  return released === down || (truth % base > 0 && released === down + base);
};

/** Whether a cell's chance is its own: nothing forces or corrects it. */
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

/** Chances with the odds of these times one factor, which add up to a whole number; 0 and 1 stay. In units. */
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
  // Strictly between, so that no cell that is open counts as settled; what rounding left over goes where there is room.
  const clamped = whole.map((units, n) =>
    isOpen(chances[n] ?? 0) ? Math.min(unit - 1, Math.max(1, units)) : units,
  );
  let left = wanted * unit - sum(clamped.filter((_, n) => isOpen(chances[n] ?? 0)));
  for (let n = 0; n < clamped.length && left !== 0; n++) {
    if (!isOpen(chances[n] ?? 0)) continue;
    const units = clamped[n] ?? 0;
    const moved = left > 0 ? Math.min(left, unit - 1 - units) : Math.max(left, 1 - units);
    clamped[n] = units + moved;
    left -= moved;
  }
  return clamped;
}
