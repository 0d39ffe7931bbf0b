/** Durations: exact for the last interval, in classes one percent wide for the whole run. */
export type Latencies = {
  add(ms: number): void;
  /** Quantiles since the previous call. */
  interval(): Quantiles;
  whole(): Quantiles;
};

/** In milliseconds; undefined without durations. */
export type Quantiles = { readonly count: number; readonly p50?: number; readonly p99?: number };

const CLASS = Math.log(1.01);
/** The resolution in milliseconds. */
const MIN_MS = 0.1;

/** Uses constant memory, except for the durations of one interval. */
export function createLatencies(): Latencies {
  let recent: number[] = [];
  const classes = new Map<number, number>();
  let count = 0;
  const atRank = (rank: number): number => {
    let passed = 0;
    for (const [index, members] of [...classes].sort(([a], [b]) => a - b)) {
      passed += members;
      if (passed > rank) return MIN_MS * Math.exp(CLASS * (index + 0.5));
    }
    return Number.NaN;
  };
  return {
    add: (ms) => {
      recent.push(ms);
      const index = Math.floor(Math.log(Math.max(MIN_MS, ms) / MIN_MS) / CLASS);
      classes.set(index, (classes.get(index) ?? 0) + 1);
      count++;
    },
    interval: () => {
      const sorted = recent.sort((a, b) => a - b);
      recent = [];
      if (sorted.length === 0) return { count: 0 };
      const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
      return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
    },
    whole: () =>
      count === 0
        ? { count }
        : { count, p50: atRank(Math.floor(0.5 * count)), p99: atRank(Math.floor(0.99 * count)) },
  };
}
