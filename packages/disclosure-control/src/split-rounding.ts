import { BASE, shuffled, sum, type Uniform } from './controlled-rounding.ts';

/**
 * Rounds the parts of a total that was released already, so that they add up to it: audience layers of a cell, types
 * of a type group, classes of a size.
 *
 * Conditions on `released`, which hold for any number of a table from `controlledRounding`:
 * it is a multiple of `base`; it is less than `base` from the true sum of the parts and equals it where that is a
 * multiple of `base`; and, with s the rest of the true sum, it was rounded up with probability s / base by a draw that
 * is independent of `uniform`. A split of a split meets them again, because its parts do.
 *
 * Each part becomes a multiple of `base` less than `base` from its truth; a multiple, zero among them, stays; and each
 * part is unbiased over both draws together. (Given `released` alone no method can be: the parts must add up to it.)
 *
 * How: systematic sampling. The rests lie end to end in a drawn order on a line marked every `base` from a start u; a
 * part goes up when a mark falls in its stretch. The sum went up just when u would have been among the first s starts,
 * so u is drawn from those, else from the others: over both draws u is uniform and a rest r holds a mark with r / base.
 *
 * Throws RangeError where the conditions that can be seen do not hold.
 */
export function roundSplit(
  released: number,
  parts: readonly number[],
  options: { readonly base?: number; readonly uniform: Uniform },
): number[] {
  const base = options.base ?? BASE;
  const truth = sum(parts);
  const rest = truth % base;
  const down = truth - rest;
  if (!parts.every((part) => Number.isSafeInteger(part) && part >= 0)) {
    throw new RangeError('The parts of a split must be whole counts that are not negative');
  }
  if (released !== down && !(rest > 0 && released === down + base)) {
    throw new RangeError('The released total is not a rounding of the sum of the parts');
  }

  const wentUp = released > down;
  const [firstStart, starts] = wentUp ? [0, rest] : [rest, base - rest];
  const start = firstStart + Math.floor(options.uniform() * starts);
  const rounded = parts.map((part) => part - (part % base));
  let begin = 0;
  for (const index of shuffled(parts.length, options.uniform)) {
    const end = begin + ((parts[index] ?? 0) % base);
    // Marks lie at start, start + base, …; those below x number ceil((x - start) / base).
    if (marksBelow(end, start, base) > marksBelow(begin, start, base)) {
      rounded[index] = (rounded[index] ?? 0) + base;
    }
    begin = end;
  }
  return rounded;
}

const marksBelow = (x: number, start: number, base: number): number =>
  Math.max(0, Math.ceil((x - start) / base));
