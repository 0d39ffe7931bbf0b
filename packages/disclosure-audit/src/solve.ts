import type { Highs, Model, ModelData } from 'highs';
import { ContradictionError } from './errors.ts';
import { loadHighs } from './load-highs.ts';
import type { Puzzle, Unknown } from './puzzle.ts';

/** The values that a count can have by everything that is known: `least` to `most`, both counted in. */
export type Interval = { readonly least: number; readonly most: number };

/**
 * The exact interval of each unknown, over all whole numbers that fit all facts: its least and its most, by linear
 * programming, and by branch and bound where the linear optimum is not whole (HiGHS: Q. Huangfu, J. A. J. Hall,
 * "Parallelizing the dual revised simplex method", Mathematical Programming Computation 10, 2018, pp. 119-142). Throws
 * ContradictionError where nothing fits.
 */
export async function intervalsOf(
  puzzle: Puzzle,
  unknowns: readonly Unknown[],
): Promise<ReadonlyMap<Unknown, Interval>> {
  const highs = await loadHighs();
  const relaxed = open(highs, puzzle, 'real');
  const exact = open(highs, puzzle, 'whole');
  try {
    const intervals = new Map<Unknown, Interval>();
    for (const unknown of unknowns) {
      const bound = (sense: 'least' | 'most'): number =>
        optimum(highs, relaxed, unknown, sense, 'real') ??
        optimum(highs, exact, unknown, sense, 'whole') ??
        Number.NaN;
      intervals.set(unknown, { least: bound('least'), most: bound('most') });
    }
    return intervals;
  } finally {
    relaxed.dispose();
    exact.dispose();
  }
}

function open(highs: Highs, puzzle: Puzzle, numbers: 'real' | 'whole'): Model {
  const model = highs.createModel(modelOf(highs, puzzle, numbers));
  model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5 });
  return model;
}

function modelOf(highs: Highs, { facts, limits }: Puzzle, numbers: 'real' | 'whole'): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of facts) {
    // The solver takes each unknown once in a row.
    const times = new Map<Unknown, number>();
    for (const term of terms) times.set(term.unknown, (times.get(term.unknown) ?? 0) + term.times);
    for (const [unknown, factor] of times) {
      indices.push(unknown);
      values.push(factor);
    }
    starts.push(indices.length);
  }
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: limits.length,
    numRows: facts.length,
    colCost: limits.map(() => 0),
    colLower: limits.map(({ least }) => (Number.isFinite(least) ? least : -highs.infinity)),
    colUpper: limits.map(({ most }) => (Number.isFinite(most) ? most : highs.infinity)),
    rowLower: facts.map(({ least }) => least),
    rowUpper: facts.map(({ most }) => (Number.isFinite(most) ? most : highs.infinity)),
    matrix: { format: 'csr', numRows: facts.length, numCols: limits.length, starts, indices, values },
    integrality: limits.map(() => (numbers === 'whole' ? integer : continuous)),
  };
}

/** How far from a whole number the solver's numbers may be and still be it. */
const TOLERANCE = 1e-6;

/** Undefined where the optimum over real numbers is taken at none that is whole throughout: then it need not be the one sought. */
function optimum(
  { constants }: Highs,
  model: Model,
  unknown: Unknown,
  sense: 'least' | 'most',
  numbers: 'real' | 'whole',
): number | undefined {
  const { minimize, maximize } = constants.objectiveSense;
  model.changeColCost(unknown, 1);
  model.changeObjectiveSense(sense === 'least' ? minimize : maximize);
  model.run();
  // Read before the question is taken back, which the answer goes with.
  const status = model.getModelStatus();
  const { colValue } = model.getSolution();
  model.changeColCost(unknown, 0);
  if (status === constants.modelStatus.infeasible) throw new ContradictionError();
  if (status === constants.modelStatus.unbounded || status === constants.modelStatus.unboundedOrInfeasible)
    return sense === 'least' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (status !== constants.modelStatus.optimal) throw new Error(`the solver ended with status ${status}`);
  if (numbers === 'real' && !colValue.every((value) => Math.abs(value - Math.round(value)) < TOLERANCE))
    return undefined;
  // Adding makes 0 of the -0 that rounding gives.
  return Math.round(colValue[unknown] ?? Number.NaN) + 0;
}
