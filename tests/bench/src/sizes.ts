export type Parts = { readonly kafka: string; readonly redis: string };

/** How much is measured. */
export type Sizes = {
  readonly runs: number;
  readonly unaryReports: number;
  readonly streamedReports: number;
  /** Events of the aggregation, over Kafka and Redis and in trial form. */
  readonly events: number;
  /** Partitions of each country's topic. */
  readonly partitions: number;
  /** Reports a second, and for how many seconds, while the time until they are counted is measured. */
  readonly countedRate: number;
  readonly countedSeconds: number;
};

export const USUAL: Sizes = {
  runs: 3,
  unaryReports: 8_000,
  streamedReports: 24_000,
  events: 600_000,
  partitions: 3,
  countedRate: 50,
  countedSeconds: 15,
};

/** Enough to see that everything runs; says nothing about speed. */
export const TINY: Sizes = {
  runs: 1,
  unaryReports: 200,
  streamedReports: 400,
  events: 5_000,
  partitions: 1,
  countedRate: 20,
  countedSeconds: 1,
};
