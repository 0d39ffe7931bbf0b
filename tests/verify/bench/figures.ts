import { ofRuns, type Runs } from './statistics.ts';

/** What a figure should reach: of the measure itself, or of its ratio to what stands beside it. */
export type Goal = { readonly of: 'measured' | 'ratio' } & (
  | { readonly atLeast: number }
  | { readonly atMost: number }
);

/** One measure, and where there is something to compare with the same of that, in the same run. */
export type Figure = {
  readonly name: string;
  /** per second, ms, µs CPU per event, bytes per event, MiB */
  readonly unit: string;
  readonly measured: Runs;
  readonly beside?: { readonly what: string; readonly measured: Runs; readonly ratio: Runs };
  readonly goal?: Goal;
  /** What was measured and how, for whoever compares. */
  readonly how: string;
};

/** What was measured of something else. Its ratio is of each run with the other of the same run. */
export function compareWith(
  what: string,
  own: readonly number[],
  other: readonly number[],
): Figure['beside'] {
  if (own.length !== other.length) throw new Error(`${what}: ${own.length} runs beside ${other.length}`);
  const ratios = own.map((value, run) => value / (other[run] ?? Number.NaN));
  return { what, measured: ofRuns(other), ratio: ofRuns(ratios) };
}

/** By the middle run; undefined where nothing is asked. */
export function isGoalReached({ measured, beside: other, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined;
  const value = goal.of === 'ratio' ? other?.ratio.median : measured.median;
  if (value === undefined || Number.isNaN(value)) return false;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

/** Measures each of them in every run, in turn, and the other way round in every second run. */
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
