import { nice, ticks } from 'd3-array';

/** An axis of values from 0. */
export type ValueAxis = {
  /** Position of a value, in the unit of the ends. */
  readonly at: (value: number) => number;
  /** Round values at about equal distances, from 0 to the end. */
  readonly ticks: readonly number[];
};

export type ValueAxisOptions = {
  /** Extends the axis to a round value of at least this. */
  readonly most: number;
  /** Positions of 0 and of the largest value. */
  readonly from: number;
  readonly to: number;
  /** Approximate number of ticks. */
  readonly count: number;
};

/** A replacement for `scaleLinear` of d3-scale, which would add colours, dates and formats: a tenth of the first load. */
export function valueAxis({ most, from, to, count }: ValueAxisOptions): ValueAxis {
  const [, end] = nice(0, most, count);
  return { at: (value) => from + ((to - from) * value) / end, ticks: ticks(0, end, count) };
}

/** Equal bands for these ids, in order, with a share of each step as a gap; like `scaleBand` of d3-scale. */
export function bandAxis(
  ids: readonly string[],
  [from, to]: readonly [number, number],
  gap: number,
): { readonly at: (id: string) => number; readonly width: number } {
  const step = (to - from) / Math.max(1, ids.length - gap);
  const places = new Map(ids.map((id, index) => [id, from + index * step]));
  return { at: (id) => places.get(id) ?? from, width: step * (1 - gap) };
}
