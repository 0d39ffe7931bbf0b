import type { Highs, Model, ModelData } from 'highs';
import { ContradictionError } from '../errors.ts';
import type { Interval, LinearSystem, Variable } from '../system/linear-system.ts';
import { loadHighs } from './load-highs.ts';

/**
 * Computes the exact interval of each variable over all feasible whole numbers. Uses linear programming, and
 * branch and bound if the linear optimum is not integer (HiGHS: Q. Huangfu, J. A. J. Hall, "Parallelizing the
 * dual revised simplex method", Mathematical Programming Computation 10, 2018, pp. 119-142). Slow: tests use
 * it to check the faster `searchDeterminedCounts`.
 * @throws ContradictionError if nothing is feasible.
 */
export async function intervalsOf(
  linearSystem: LinearSystem,
  variables: readonly Variable[],
): Promise<ReadonlyMap<Variable, Interval>> {
  const highs = await loadHighs();
  const relaxed = createModel(highs, linearSystem, 'real');
  const exact = createModel(highs, linearSystem, 'integer');
  try {
    const intervals = new Map<Variable, Interval>();
    for (const variable of variables) {
      const bound = (sense: 'least' | 'most'): number =>
        findOptimum(highs, relaxed, variable, sense, 'real') ??
        findOptimum(highs, exact, variable, sense, 'integer') ??
        Number.NaN;
      intervals.set(variable, { least: bound('least'), most: bound('most') });
    }
    return intervals;
  } finally {
    relaxed.dispose();
    exact.dispose();
  }
}

function createModel(highs: Highs, linearSystem: LinearSystem, numbers: 'real' | 'integer'): Model {
  const model = highs.createModel(modelOf(highs, linearSystem, numbers));
  model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5 });
  return model;
}

function modelOf(
  highs: Highs,
  { constraints, limits }: LinearSystem,
  numbers: 'real' | 'integer',
): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of constraints) {
    // A row of the solver's matrix may contain each variable only once.
    const coefficients = new Map<Variable, number>();
    for (const term of terms)
      coefficients.set(term.variable, (coefficients.get(term.variable) ?? 0) + term.coefficient);
    for (const [variable, coefficient] of coefficients) {
      indices.push(variable);
      values.push(coefficient);
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
    integrality: limits.map(() => (numbers === 'integer' ? integer : continuous)),
  };
}

/** Maximum distance of the solver's numbers from a whole number. */
const TOLERANCE = 1e-6;

/**
 * Returns undefined if the optimum over real numbers is not integer, because it may differ from the optimum
 * over whole numbers.
 */
function findOptimum(
  { constants }: Highs,
  model: Model,
  variable: Variable,
  sense: 'least' | 'most',
  numbers: 'real' | 'integer',
): number | undefined {
  const { minimize, maximize } = constants.objectiveSense;
  model.changeColCost(variable, 1);
  model.changeObjectiveSense(sense === 'least' ? minimize : maximize);
  model.run();
  // The solution must be read before the objective is reset, which invalidates it.
  const status = model.getModelStatus();
  const { colValue } = model.getSolution();
  model.changeColCost(variable, 0);
  if (status === constants.modelStatus.infeasible) throw new ContradictionError();
  if (status === constants.modelStatus.unbounded || status === constants.modelStatus.unboundedOrInfeasible)
    return sense === 'least' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (status !== constants.modelStatus.optimal) throw new Error(`solver status ${status}`);
  if (numbers === 'real' && !colValue.every((value) => Math.abs(value - Math.round(value)) < TOLERANCE))
    return undefined;
  // Adding 0 turns -0 into 0.
  return Math.round(colValue[variable] ?? Number.NaN) + 0;
}
