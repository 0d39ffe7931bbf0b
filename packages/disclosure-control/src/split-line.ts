import { commonDenominator } from './common-denominator.ts';
import { sum, type Uniform } from './controlled-rounding.ts';
import { chancesToRise } from './split-rows.ts';

/**
 * A cell of a released number that is split: its truth, and the chance with which it would go up by itself. 0 and 1 are certain:
 * other numbers that were released force it.
 */
export type SplitCell = { readonly truth: number; readonly chance: number };

/** A released number and the cells that must add up to it. */
export type SplitLine = { readonly released: number; readonly cells: readonly SplitCell[] };

/** Whether cells of a line can add up to its number, each less than `base` from its truth, with those that are certain. */
export function canSplit({ released, cells }: SplitLine, base: number): boolean {
  const { certain, open } = risesOf(cells);
  const needed = risesNeeded({ released, cells }, base);
  return Number.isInteger(needed) && needed >= certain && needed <= certain + open;
}

/** Chances are whole in this unit, so that those of a line add up exactly to how many of its cells go up. */
export const unitOf = (base: number): number => commonDenominator(base) * 2 ** 16;

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
export function chancesOfLine(line: SplitLine, base: number, uniform: Uniform): number[] {
  if (!canSplit(line, base)) throw new RangeError('The cells cannot add up to the number that they split');
  const { cells, released } = line;
  const unit = unitOf(base);
  if (isRounding(released, sum(cells.map(({ truth }) => truth)), base) && cells.every(isOwn(base)))
    return chancesToRise(
      released,
      cells.map(({ truth }) => truth),
      { base, unit, uniform },
    );
  const certain = cells.filter(({ chance }) => chance === 1).length;
  return tilted(
    cells.map(({ chance }) => chance),
    risesNeeded(line, base) - certain,
    unit,
  );
}

const isRounding = (released: number, truth: number, base: number): boolean => {
  const down = truth - (truth % base);
  return released === down || (truth % base > 0 && released === down + base);
};

/** Whether a cell's chance is its own: nothing forces or corrects it. */
const isOwn =
  (base: number) =>
  ({ truth, chance }: SplitCell): boolean =>
    chance === (truth % base) / base;

const risesNeeded = ({ released, cells }: SplitLine, base: number): number =>
  (released - sum(cells.map(({ truth }) => truth - (truth % base)))) / base;

function risesOf(cells: readonly SplitCell[]): { readonly certain: number; readonly open: number } {
  return {
    certain: cells.filter(({ chance }) => chance === 1).length,
    open: cells.filter(({ chance }) => chance > 0 && chance < 1).length,
  };
}

/** Chances with the odds of these times one factor, which add up to a whole number; 0 and 1 stay. In units. */
function tilted(chances: readonly number[], wanted: number, unit: number): number[] {
  const isOpen = (chance: number): boolean => chance > 0 && chance < 1;
  const open = chances.filter(isOpen);
  if (wanted === 0 || wanted === open.length)
    return chances.map((chance) => (chance === 1 || (isOpen(chance) && wanted > 0) ? unit : 0));
  const shifted = (by: number): number[] =>
    chances.map((chance) => (isOpen(chance) ? 1 / (1 + ((1 - chance) / chance) * Math.exp(-by)) : chance));
  let [low, high] = [-60, 60];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (sum(shifted(middle).filter((_, n) => isOpen(chances[n] ?? 0))) < wanted) low = middle;
    else high = middle;
  }
  const whole = shifted(low).map((chance) => Math.round(chance * unit));
  // Strictly between, so that no cell that is open counts as settled; what rounding left over goes where there is room.
  const kept = whole.map((units, n) =>
    isOpen(chances[n] ?? 0) ? Math.min(unit - 1, Math.max(1, units)) : units,
  );
  let left = wanted * unit - sum(kept.filter((_, n) => isOpen(chances[n] ?? 0)));
  for (let n = 0; n < kept.length && left !== 0; n++) {
    if (!isOpen(chances[n] ?? 0)) continue;
    const units = kept[n] ?? 0;
    const moved = left > 0 ? Math.min(left, unit - 1 - units) : Math.max(left, 1 - units);
    kept[n] = units + moved;
    left -= moved;
  }
  return kept;
}
