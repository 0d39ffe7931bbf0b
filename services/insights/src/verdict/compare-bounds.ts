/** Smallest and largest value that a released number allows, both included. */
export type Bounds = { readonly min: number; readonly max: number };

/**
 * Smallest distance of square roots that ordinary variation rarely reaches. The square root of a count with twice the variance of
 * a Poisson distribution has a standard deviation of about 0.7, and the difference of two about 1. The rest is distance between
 * nearest ends: counts are usually further apart. A simulation tests the number; see verdict-simulation.test.ts.
 */
export const MIN_STRENGTH = 1.75;

export type Size = {
  readonly verdict: 'no-clear-change' | 'within-ordinary-variation' | 'more' | 'fewer';
  /** `days`: the counts certainly differ, but the counts per day may not. */
  readonly reason: 'rounding' | 'days' | 'ordinary-variation' | 'beyond-variation';
  /** Distance of the square roots of the nearest ends, scaled to equal exposure. 0 if the bounds overlap. */
  readonly strength: number;
};

type Pair<Value> = { readonly earlier: Value; readonly now: Value };

/** Compares two counts of periods with these numbers of days. */
export function compareCounts(counts: Pair<Bounds>, days: Pair<number>): Size {
  const exposure = { earlier: exactly(days.earlier), now: exactly(days.now) };
  const direction = directionOf(counts, { earlier: exactly(1), now: exactly(1) });
  if (direction === undefined) return NO_DIFFERENCE;
  if (directionOf(counts, exposure) !== direction) return { ...NO_DIFFERENCE, reason: 'days' };
  return compareRates(counts, exposure);
}

const NO_DIFFERENCE: Size = { verdict: 'no-clear-change', reason: 'rounding', strength: 0 };

/** Compares two counts per unit of an exposure that is itself known within bounds, such as field visits. */
export function compareRates(counts: Pair<Bounds>, exposure: Pair<Bounds>): Size {
  const direction = directionOf(counts, exposure);
  if (direction === undefined) return NO_DIFFERENCE;
  const isMore = direction === 'more';
  const later = isMore ? counts.now.min / exposure.now.max : counts.now.max / exposure.now.min;
  const before = isMore
    ? counts.earlier.max / exposure.earlier.min
    : counts.earlier.min / exposure.earlier.max;
  const scale = isMore
    ? harmonicMean(exposure.now.max, exposure.earlier.min)
    : harmonicMean(exposure.now.min, exposure.earlier.max);
  const strength = Math.abs(Math.sqrt(later * scale) - Math.sqrt(before * scale));
  return strength < MIN_STRENGTH
    ? { verdict: 'within-ordinary-variation', reason: 'ordinary-variation', strength }
    : { verdict: direction, reason: 'beyond-variation', strength };
}

/** The direction in which every possible rate differs from every possible other one. */
function directionOf({ earlier, now }: Pair<Bounds>, exposure: Pair<Bounds>): 'more' | 'fewer' | undefined {
  if (now.min * exposure.earlier.min > earlier.max * exposure.now.max) return 'more';
  if (now.max * exposure.earlier.max < earlier.min * exposure.now.min) return 'fewer';
  return undefined;
}

/** With this mean, two scaled counts have together twice the variance of one count, however unequal the exposures are. */
const harmonicMean = (a: number, b: number): number => 2 / (1 / a + 1 / b);

const exactly = (value: number): Bounds => ({ min: value, max: value });

/** Bounds of the later minus the earlier number. */
export const differenceOf = ({ earlier, now }: Pair<Bounds>): Bounds => ({
  min: now.min - earlier.max,
  max: now.max - earlier.min,
});
