import type { Highs, Model, ModelData } from 'highs';
import type { Variable } from '../system/linear-system.ts';
import type { Component } from './components.ts';
import { type Bounds, isRowSatisfied, type PreparedSystem } from './prepared-system.ts';

/** Change of one count. */
export type Step = { readonly variable: Variable; readonly by: number };

/** A neighbouring solution, as steps from a feasible point. Counts without a step are unchanged. */
export type Neighbour = readonly Step[];

/** Requires that a count is at least (`least`) or at most (`most`) `value`. */
export type Demand = { readonly variable: Variable; readonly side: 'least' | 'most'; readonly value: number };

/**
 * Finds feasible points of whole numbers near a given point. A demand changes few other counts. So a search
 * that minimises the steps from `point` starts almost at its optimum, and changes few counts. Neighbours with
 * few changes are often feasible for other attackers too.
 */
export type NeighbourSearch = {
  /**
   * Finds the nearest feasible point that meets the demand; undefined if there is none. Uses linear
   * programming, and branch and bound if the optimum is not integer.
   */
  find(demand?: Demand): Neighbour | undefined;
  /** Limits later searches to these bounds, which must contain `point`. */
  restrictTo(bounds: Bounds): void;
  dispose(): void;
};

type SearchStart = {
  readonly system: Pick<PreparedSystem, 'rows' | 'rowsOf'>;
  readonly component: Component;
  /** Whole numbers of all variables, within the bounds. Variables outside the component stay unchanged. */
  readonly point: Float64Array;
  readonly bounds: Bounds;
};

export function createNeighbourSearch(highs: Highs, start: SearchStart): NeighbourSearch {
  return start.component.rows.length === 0 ? createFreeSearch(start) : createModelSearch(highs, start);
}

/** Search for counts that no row contains. */
function createFreeSearch({ point, bounds }: SearchStart): NeighbourSearch {
  let { least, most } = bounds;
  return {
    find: (demand) => {
      if (demand === undefined) return [];
      const { variable, side, value } = demand;
      const isOutOfBounds =
        side === 'least' ? value > (most[variable] ?? Number.NaN) : value < (least[variable] ?? Number.NaN);
      return isOutOfBounds ? undefined : [{ variable, by: value - (point[variable] ?? Number.NaN) }];
    },
    restrictTo: (to) => {
      ({ least, most } = to);
    },
    dispose: () => undefined,
  };
}

/**
 * The model has two columns for each variable: steps up and steps down, each at a cost of 1. Its rows
 * constrain sums of steps. Without a demand, no steps are optimal. A demand moves one bound, and the dual
 * simplex method continues from there.
 */
function createModelSearch(highs: Highs, { system, component, point, bounds }: SearchStart): NeighbourSearch {
  const { variables } = component;
  const width = variables.length;
  const at = new Map(variables.map((variable, index) => [variable, index]));
  const least = new Float64Array(2 * width);
  const most = new Float64Array(2 * width);
  const setBounds = (to: Bounds): void => {
    variables.forEach((variable, index) => {
      const value = point[variable] ?? Number.NaN;
      most[index] = Math.min(highs.infinity, (to.most[variable] ?? Number.NaN) - value);
      most[index + width] = Math.min(highs.infinity, value - (to.least[variable] ?? Number.NaN));
    });
  };
  setBounds(bounds);
  const data = { ...modelOf(highs, component, at, point), colLower: least, colUpper: most };
  const linear = highs.createModel(data);
  linear.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });

  /** Runs with a minimum for one column, and with a maximum of 0 for the opposite column. */
  const withDemand = <T>(demand: Demand | undefined, run: () => T): T | undefined => {
    if (demand === undefined) return run();
    const index = at.get(demand.variable);
    if (index === undefined) throw new RangeError('A demand must contain a variable of the component');
    const by = demand.value - (point[demand.variable] ?? Number.NaN);
    const steps = demand.side === 'least' ? by : -by;
    const [column, opposite] = demand.side === 'least' ? [index, index + width] : [index + width, index];
    if (steps > (most[column] ?? 0)) return undefined;
    const previous = [least[column] ?? 0, most[opposite] ?? 0] as const;
    const set = (up: number, down: number): void => {
      least[column] = up;
      most[opposite] = down;
      linear.changeColBounds(column, up, most[column] ?? 0);
      linear.changeColBounds(opposite, 0, down);
    };
    if (steps > 0) set(steps, 0);
    try {
      return run();
    } finally {
      if (steps > 0) set(...previous);
    }
  };

  const neighbourOf = (columns: ArrayLike<number>): Neighbour =>
    variables.flatMap((variable, index) => {
      const by = Math.round(columns[index] ?? Number.NaN) - Math.round(columns[index + width] ?? Number.NaN);
      return by === 0 ? [] : [{ variable, by }];
    });
  /** Checks the solver's numbers: they are within the bounds, meet the demand, and violate no row. */
  const isCorrect = (neighbour: Neighbour, demand: Demand | undefined): boolean =>
    neighbour.every(({ variable, by }) => {
      const index = at.get(variable) ?? Number.NaN;
      return by <= (most[index] ?? Number.NaN) && -by <= (most[index + width] ?? Number.NaN);
    }) &&
    (demand === undefined || isDemandMet(demand, point, neighbour)) &&
    isFeasibleNeighbour(system, point, neighbour);

  return {
    find: (demand) =>
      withDemand(demand, () => {
        linear.setLogicalBasis();
        const columns = solve(highs, linear);
        if (columns === undefined) return undefined;
        const neighbour = neighbourOf(columns);
        if (isCorrect(neighbour, demand)) return neighbour;
        const exact = solveInteger(highs, data);
        if (exact === undefined) return undefined;
        const integerNeighbour = neighbourOf(exact);
        if (!isCorrect(integerNeighbour, demand))
          throw new Error('the integer solution violates a constraint');
        return integerNeighbour;
      }),
    restrictTo(to) {
      setBounds(to);
      linear.changeColsBounds({ kind: 'range', from: 0, to: 2 * width - 1 }, least, most);
    },
    dispose: () => linear.dispose(),
  };
}

/** Checks all rows of the changed counts, in whole-number arithmetic. */
export function isFeasibleNeighbour(
  { rows, rowsOf }: Pick<PreparedSystem, 'rows' | 'rowsOf'>,
  point: Float64Array,
  neighbour: Neighbour,
): boolean {
  const steps = new Map(neighbour.map(({ variable, by }) => [variable, by]));
  const countOf = (variable: Variable): number =>
    (point[variable] ?? Number.NaN) + (steps.get(variable) ?? 0);
  const touched = new Set(neighbour.flatMap(({ variable }) => rowsOf[variable] ?? []));
  return [...touched].every((at) => {
    const row = rows[at];
    return row !== undefined && isRowSatisfied(row, countOf);
  });
}

function isDemandMet({ variable, side, value }: Demand, point: Float64Array, neighbour: Neighbour): boolean {
  const by = neighbour.find((step) => step.variable === variable)?.by ?? 0;
  const reached = (point[variable] ?? Number.NaN) + by;
  return side === 'least' ? reached >= value : reached <= value;
}

function modelOf(
  highs: Highs,
  { variables, rows }: Component,
  at: ReadonlyMap<Variable, number>,
  point: Float64Array,
): Omit<ModelData, 'colLower' | 'colUpper'> {
  const width = variables.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (const { terms, least, most } of rows) {
    let sum = 0;
    for (const { variable, coefficient } of terms) {
      sum += coefficient * (point[variable] ?? Number.NaN);
      const index = at.get(variable);
      if (index === undefined) continue;
      indices.push(index, index + width);
      values.push(coefficient, -coefficient);
    }
    starts.push(indices.length);
    rowLower.push(Math.max(-highs.infinity, least - sum));
    rowUpper.push(Math.min(highs.infinity, most - sum));
  }
  const [numRows, numCols] = [rows.length, 2 * width];
  return {
    numCols,
    numRows,
    rowLower,
    rowUpper,
    colCost: new Float64Array(numCols).fill(1),
    matrix: { format: 'csr', numRows, numCols, starts, indices, values },
  };
}

/** Returns the first integer solution, because any solution is enough. */
function solveInteger(highs: Highs, data: ModelData): Float64Array | undefined {
  const integrality = Array.from({ length: data.numCols }, () => highs.constants.variableType.integer);
  const model = highs.createModel({ ...data, integrality });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 1e9, mip_abs_gap: 1e9 });
    return solve(highs, model);
  } finally {
    model.dispose();
  }
}

/** Undefined if the model is infeasible. */
function solve({ constants }: Highs, model: Model): Float64Array | undefined {
  model.run();
  const status = model.getModelStatus();
  if (status === constants.modelStatus.infeasible) return undefined;
  if (status !== constants.modelStatus.optimal) throw new Error(`solver status ${status}`);
  return model.getSolution().colValue;
}
