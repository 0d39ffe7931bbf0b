import { ofRuns, type Runs } from './statistics.ts';

/** The goal of a figure: for the median of its measures, or for its ratio to the other measure. */
export type Goal = { readonly of: 'measured' | 'ratio' } & (
  | { readonly atLeast: number }
  | { readonly atMost: number }
);

/** One measure, and the same measure of something to compare with, from the same runs. */
export type Figure = {
  readonly name: string;
  /** per second, ms, µs CPU per event, bytes per event, MiB */
  readonly unit: string;
  readonly measured: Runs;
  readonly beside?: { readonly what: string; readonly measured: Runs; readonly ratio: Runs };
  readonly goal?: Goal;
  /** What was measured, and how. */
  readonly how: string;
};

/** The other measure of a figure. Each ratio is of two values from the same run. */
export function compareWith(
  what: string,
  own: readonly number[],
  other: readonly number[],
): Figure['beside'] {
  if (own.length !== other.length)
    throw new Error(`${what}: ${own.length} runs compared with ${other.length}`);
  const ratios = own.map((value, run) => value / (other[run] ?? Number.NaN));
  return { what, measured: ofRuns(other), ratio: ofRuns(ratios) };
}

/** Compares the figure with its goal; undefined without a goal. */
export function isGoalReached({ measured, beside: other, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  const value = { measured: measured.median, ratio: other?.ratio.median }[goal.of];
  if (value === undefined || Number.isNaN(value)) return false;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** Runs all measures in turn in every run, in reverse order in every second run. */
export async function interleaved<K extends string, T>(
  runs: number,
  measures: Readonly<Record<K, () => Promise<T>>>,
): Promise<Record<K, T[]>> {
  const names = Object.keys(measures) as K[];
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, T[]>;
  for (let run = 0; run < runs; run++)
    for (const name of run % 2 === 0 ? names : names.toReversed()) results[name].push(await measures[name]());
  return results;
}
