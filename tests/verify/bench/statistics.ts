/** Several runs of one measure: their median and range. */
export type Runs = {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: readonly number[];
};

export function ofRuns(runs: readonly number[]): Runs {
  const sorted = [...runs].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
    runs,
  };
}

/** Interpolates linearly between the two nearest values; NaN without values. */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
