/** Smallest and largest value that a released number allows, both included. */
export type Bounds = { readonly min: number; readonly max: number };

/** A number that is compared with the same number of another period. */
export type Series = {
  /**
   * The region's number contains the whole number of each country. The number of a border, or of a part of its incidents, contains
   * only incidents of the countries on its two sides.
   */
  readonly kind: 'region' | 'border' | 'other';
  readonly roundingBase: number;
};

/** Variance of a count divided by its mean: incidents come in groups, so it is twice that of a Poisson distribution. */
const DISPERSION = 2;

/**
 * Smallest strength that is a change. If nothing changes, at most one month in twenty reaches it for the region, and one in fifty
 * for any other number. These are the quantiles of the normal distribution, 1.96 and 2.33, increased because counts are discrete.
 */
export const MIN_STRENGTH = { region: 2, others: 2.35 } as const;

export type Size = {
  readonly verdict: 'no-clear-change' | 'within-ordinary-variation' | 'more' | 'fewer';
  /** `days`: the counts certainly differ, but the counts per day may not. */
  readonly reason: 'rounding' | 'days' | 'ordinary-variation' | 'beyond-variation';
  /** Difference in standard deviations of ordinary variation and rounding. 0 if the bounds overlap. */
  readonly strength: number;
};

type Pair<Value> = { readonly earlier: Value; readonly now: Value };

/** Compares two counts of periods with these numbers of days. */
export function compareCounts(series: Series, counts: Pair<Bounds>, days: Pair<number>): Size {
  const exposure = { earlier: exactly(days.earlier), now: exactly(days.now) };
  const direction = directionOf(counts, { earlier: exactly(1), now: exactly(1) });
  if (direction === undefined) return NO_DIFFERENCE;
  if (directionOf(counts, exposure) !== direction) return { ...NO_DIFFERENCE, reason: 'days' };
  return compareRates(series, counts, exposure);
}

const NO_DIFFERENCE: Size = { verdict: 'no-clear-change', reason: 'rounding', strength: 0 };

/** Compares two counts per unit of an exposure that is itself known within bounds, such as field visits. */
export function compareRates(series: Series, counts: Pair<Bounds>, exposure: Pair<Bounds>): Size {
  const direction = directionOf(counts, exposure);
  if (direction === undefined) return NO_DIFFERENCE;
  // Rounding of one number is part of the variance. Wider bounds, as without a silent country, still count by their nearest ends.
  const error = series.roundingBase - 1;
  const strength =
    direction === 'more'
      ? strengthOf(
          series,
          { earlier: counts.earlier.max - error, now: counts.now.min + error },
          { earlier: exposure.earlier.min, now: exposure.now.max },
        )
      : strengthOf(
          series,
          { earlier: counts.earlier.min + error, now: counts.now.max - error },
          { earlier: exposure.earlier.max, now: exposure.now.min },
        );
  return strength < (series.kind === 'region' ? MIN_STRENGTH.region : MIN_STRENGTH.others)
    ? { verdict: 'within-ordinary-variation', reason: 'ordinary-variation', strength }
    : { verdict: direction, reason: 'beyond-variation', strength };
}

/**
 * Difference of two rates in standard deviations: the score test of equal rates. If they are equal, both counts together are the
 * best estimate of the rate. Unbiased rounding adds a variance of at most a quarter of the squared base.
 */
function strengthOf({ roundingBase }: Series, count: Pair<number>, exposure: Pair<number>): number {
  const difference = Math.abs(count.now * exposure.earlier - count.earlier * exposure.now);
  const variation = DISPERSION * exposure.earlier * exposure.now * (count.earlier + count.now);
  const rounding = (roundingBase ** 2 / 4) * (exposure.earlier ** 2 + exposure.now ** 2);
  return difference / Math.sqrt(variation + rounding);
}

/** The direction in which every possible rate differs from every possible other one. */
function directionOf({ earlier, now }: Pair<Bounds>, exposure: Pair<Bounds>): 'more' | 'fewer' | undefined {
  if (now.min * exposure.earlier.min > earlier.max * exposure.now.max) return 'more';
  if (now.max * exposure.earlier.max < earlier.min * exposure.now.min) return 'fewer';
  return undefined;
}

const exactly = (value: number): Bounds => ({ min: value, max: value });

/** Bounds of the later minus the earlier number. */
export const differenceOf = ({ earlier, now }: Pair<Bounds>): Bounds => ({
  min: now.min - earlier.max,
  max: now.max - earlier.min,
});
