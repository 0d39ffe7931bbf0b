import type { Dependencies } from './dependencies.ts';
import type { Figure } from './figures.ts';

/** How much is measured: as usual, and at a size that only shows that everything runs. */
export type Size = { readonly usual: number; readonly tiny: number; readonly about: string };

export type Bench = {
  /** What it measures, in a few words. */
  readonly about: string;
  /** The names of its figures, in their order. */
  readonly figureNames: readonly string[];
  /** A flag of the command line for each: `unaryReports` is `--unary-reports`. */
  readonly sizes: Readonly<Record<string, Size>>;
  readonly run: (dependencies: Dependencies, chosen: SizeOptions) => Promise<Figure[]>;
};

/** What the command line says about sizes: one that it does not name is as usual, or tiny. */
export type SizeOptions = { readonly tiny: boolean; readonly given: Readonly<Record<string, number>> };

type Definition<S extends string> = {
  readonly about: string;
  readonly figureNames: readonly string[];
  readonly sizes: Readonly<Record<S, Size>>;
  /** As usual, if it needs more of them than the others do. */
  readonly usualRuns?: number;
  readonly run: (
    dependencies: Dependencies,
    sizes: Readonly<Record<S | 'runs', number>>,
  ) => Promise<Figure[]>;
};

const RUNS: Size = { usual: 3, tiny: 1, about: 'times that each thing is measured' };

/** One bench: a file of its own that `benches.ts` lists. Each has `runs`, and the sizes that it names. */
export function bench<S extends string>({ sizes, usualRuns, run, ...rest }: Definition<S>): Bench {
  const all: Readonly<Record<string, Size>> = {
    runs: { ...RUNS, usual: usualRuns ?? RUNS.usual },
    ...sizes,
  };
  return {
    ...rest,
    sizes: all,
    run: (dependencies, { tiny, given }) => {
      const values = Object.entries(all).map(([name, size]) => [
        name,
        given[name] ?? (tiny ? size.tiny : size.usual),
      ]);
      return run(dependencies, Object.fromEntries(values) as Record<S | 'runs', number>);
    },
  };
}
