import type { Highs, Model, ModelData } from 'highs';
import { ContradictionError } from '../errors.ts';
import type { LinearSystem, Variable } from '../system/linear-system.ts';
import { loadHighs } from './load-highs.ts';

/** The values that a count can have by everything that is known: `least` to `most`, both counted in. */
export type Interval = { readonly least: number; readonly most: number };

/**
 * The exact interval of each unknown, over all whole numbers that fit all facts: its least and its most, by linear
 * programming, and by branch and bound where the linear optimum is not whole (HiGHS: Q. Huangfu, J. A. J. Hall,
 * "Parallelizing the dual revised simplex method", Mathematical Programming Computation 10, 2018, pp. 119-142). Throws
 * ContradictionError where nothing fits.
 */
export async function intervalsOf(
  linearSystem: LinearSystem,
  variables: readonly Variable[],
): Promise<ReadonlyMap<Variable, Interval>> {
  const highs = await loadHighs();
  const relaxed = createModel(highs, linearSystem, 'real');
  const exact = createModel(highs, linearSystem, 'whole');
  try {
    const intervals = new Map<Variable, Interval>();
    for (const variable of variables) {
      const bound = (sense: 'least' | 'most'): number =>
        findOptimum(highs, relaxed, variable, sense, 'real') ??
        findOptimum(highs, exact, variable, sense, 'whole') ??
        Number.NaN;
      intervals.set(variable, { least: bound('least'), most: bound('most') });
    }
    return intervals;
  } finally {
    relaxed.dispose();
    exact.dispose();
  }
}

function createModel(highs: Highs, linearSystem: LinearSystem, numbers: 'real' | 'whole'): Model {
  const model = highs.createModel(modelOf(highs, linearSystem, numbers));
  model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5 });
  return model;
}

function modelOf(highs: Highs, { constraints, limits }: LinearSystem, numbers: 'real' | 'whole'): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of constraints) {
    // The solver takes each unknown once in a row.
    const coefficients = new Map<Variable, number>();
    for (const term of terms)
      coefficients.set(term.variable, (coefficients.get(term.variable) ?? 0) + term.coefficient);
    for (const [variable, factor] of coefficients) {
      indices.push(variable);
      values.push(factor);
    }
    starts.push(indices.length);
  }
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: limits.length,
    numRows: constraints.length,
    colCost: limits.map(() => 0),
    colLower: limits.map(({ least }) => (Number.isFinite(least) ? least : -highs.infinity)),
    colUpper: limits.map(({ most }) => (Number.isFinite(most) ? most : highs.infinity)),
    rowLower: constraints.map(({ least }) => least),
    rowUpper: constraints.map(({ most }) => (Number.isFinite(most) ? most : highs.infinity)),
    matrix: { format: 'csr', numRows: constraints.length, numCols: limits.length, starts, indices, values },
    integrality: limits.map(() => (numbers === 'whole' ? integer : continuous)),
  };
}

/** How far from a whole number the solver's numbers may be and still be it. */
const TOLERANCE = 1e-6;

/** Undefined where the optimum over real numbers is taken at none that is whole throughout: then it need not be the one sought. */
function findOptimum(
  { constants }: Highs,
  model: Model,
  variable: Variable,
  sense: 'least' | 'most',
  numbers: 'real' | 'whole',
): number | undefined {
  const { minimize, maximize } = constants.objectiveSense;
  model.changeColCost(variable, 1);
  model.changeObjectiveSense(sense === 'least' ? minimize : maximize);
  model.run();
  // Read before the question is taken back, which the answer goes with.
  const status = model.getModelStatus();
  const { colValue } = model.getSolution();
  model.changeColCost(variable, 0);
  if (status === constants.modelStatus.infeasible) throw new ContradictionError();
  if (status === constants.modelStatus.unbounded || status === constants.modelStatus.unboundedOrInfeasible)
    return sense === 'least' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (status !== constants.modelStatus.optimal) throw new Error(`the solver ended with status ${status}`);
  if (numbers === 'real' && !colValue.every((value) => Math.abs(value - Math.round(value)) < TOLERANCE))
    return undefined;
  // Adding makes 0 of the -0 that rounding gives.
  return Math.round(colValue[variable] ?? Number.NaN) + 0;
}
