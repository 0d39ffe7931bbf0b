import type { Dependencies } from './dependencies.ts';
import type { Figure } from './figures.ts';

/** The amount that a benchmark measures: as usual, or at a size that only proves that everything runs. */
export type Size = { readonly usual: number; readonly tiny: number; readonly about: string };

export type Bench = {
  /** What it measures, in a few words. */
  readonly about: string;
  /** The names of its figures, in their order. */
  readonly figureNames: readonly string[];
  /** A flag of the command line for each: `unaryReports` is `--unary-reports`. */
  readonly sizes: Readonly<Record<string, Size>>;
  readonly run: (dependencies: Dependencies, options: SizeOptions) => Promise<Figure[]>;
};

/** Sizes from the command line; a size without an override is the usual one, or tiny. */
export type SizeOptions = { readonly tiny: boolean; readonly overrides: Readonly<Record<string, number>> };

type Definition<S extends string> = {
  readonly about: string;
  readonly figureNames: readonly string[];
  readonly sizes: Readonly<Record<S, Size>>;
  /** The usual number of runs, if it differs from that of other benchmarks. */
  readonly usualRuns?: number;
  readonly run: (
    dependencies: Dependencies,
    sizes: Readonly<Record<S | 'runs', number>>,
  ) => Promise<Figure[]>;
};

const RUNS: Size = { usual: 3, tiny: 1, about: 'repetitions of each measurement' };

/** Defines a benchmark, in a file of its own that `benches.ts` lists. Each has `runs` and its own sizes. */
export function bench<S extends string>({ sizes, usualRuns, run, ...rest }: Definition<S>): Bench {
  const all: Readonly<Record<string, Size>> = {
    runs: { ...RUNS, usual: usualRuns ?? RUNS.usual },
    ...sizes,
  };
  return {
    ...rest,
    sizes: all,
    run: (dependencies, { tiny, overrides }) => {
      const values = Object.entries(all).map(([name, size]) => [
        name,
        overrides[name] ?? (tiny ? size.tiny : size.usual),
      ]);
      return run(dependencies, Object.fromEntries(values) as Record<S | 'runs', number>);
    },
  };
}
