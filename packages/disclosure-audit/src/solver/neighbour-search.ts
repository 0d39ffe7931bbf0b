import type { Highs, Model, ModelData } from 'highs';
import type { Variable } from '../system/linear-system.ts';
import type { Component } from './components.ts';
import { type Bounds, isRowSatisfied, type PreparedSystem } from './prepared-system.ts';

/** How far one count goes from where it was. */
export type Step = { readonly variable: Variable; readonly by: number };

/** A way from a point that fits to another one that does: what is not in it stays. */
export type Neighbour = readonly Step[];

/** That a count is `value` or more, or that it is `value` or less. */
export type Demand = { readonly variable: Variable; readonly side: 'least' | 'most'; readonly value: number };

/**
 * Finds whole points near a given one. A count that is wanted elsewhere takes few others with it, so a search that is paid
 * by every step away from `point` starts all but done, and what it finds is short: a short move can be used again by
 * whoever knows something of other counts.
 */
export type NeighbourSearch = {
  /**
   * A shortest way to a point that fits all facts, and the demand; undefined where there is no such point. By linear programming;
   * by branch and bound where its optimum is not whole.
   */
  find(demand?: Demand): Neighbour | undefined;
  /** From now on counts may not leave these bounds, in which `point` must lie. */
  restrictTo(bounds: Bounds): void;
  dispose(): void;
};

type SearchStart = {
  readonly system: Pick<PreparedSystem, 'rows' | 'rowsOf'>;
  readonly component: Component;
  /** Whole numbers of all unknowns, within the bounds; those outside the component stay as they are. */
  readonly point: Float64Array;
  readonly bounds: Bounds;
};

export function createNeighbourSearch(highs: Highs, start: SearchStart): NeighbourSearch {
  return start.component.rows.length === 0 ? createFreeSearch(start) : createModelSearch(highs, start);
}

/** Of counts that no fact binds. */
function createFreeSearch({ point, bounds }: SearchStart): NeighbourSearch {
  let { least, most } = bounds;
  return {
    find: (demand) => {
      if (demand === undefined) return [];
      const { variable, side, value } = demand;
      const beyond =
        side === 'least' ? value > (most[variable] ?? Number.NaN) : value < (least[variable] ?? Number.NaN);
      return beyond ? undefined : [{ variable, by: value - (point[variable] ?? Number.NaN) }];
    },
    restrictTo: (to) => {
      ({ least, most } = to);
    },
    dispose: () => undefined,
  };
}

/**
 * The model has two columns for each unknown, the steps up and the steps down, each of which costs 1, and rows of the sums of
 * steps. At no steps at all it is at its optimum, and a demand is a bound that moved: what the dual simplex method goes on from.
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

  /** Runs with one column held up and its opposite held at 0. */
  const withDemand = <T>(demand: Demand | undefined, run: () => T): T | undefined => {
    if (demand === undefined) return run();
    const index = at.get(demand.variable);
    if (index === undefined) throw new RangeError('A demand must be of an unknown of the component');
    const by = demand.value - (point[demand.variable] ?? Number.NaN);
    const steps = demand.side === 'least' ? by : -by;
    const [column, opposite] = demand.side === 'least' ? [index, index + width] : [index + width, index];
    if (steps > (most[column] ?? 0)) return undefined;
    const held = [least[column] ?? 0, most[opposite] ?? 0] as const;
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
      if (steps > 0) set(...held);
    }
  };

  const neighbourOf = (columns: ArrayLike<number>): Neighbour =>
    variables.flatMap((variable, index) => {
      const by = Math.round(columns[index] ?? Number.NaN) - Math.round(columns[index + width] ?? Number.NaN);
      return by === 0 ? [] : [{ variable, by }];
    });
  /** A solver's numbers are never taken at their word: whole, within the bounds, as demanded, and no fact broken. */
  const fits = (neighbour: Neighbour, demand: Demand | undefined): boolean =>
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
        if (fits(neighbour, demand)) return neighbour;
        const exact = solveInteger(highs, data);
        if (exact === undefined) return undefined;
        const wholeNeighbour = neighbourOf(exact);
        if (!fits(wholeNeighbour, demand))
          throw new Error('the solver gave numbers for whole ones that do not fit the facts');
        return wholeNeighbour;
      }),
    restrictTo(to) {
      setBounds(to);
      linear.changeColsBounds({ kind: 'range', from: 0, to: 2 * width - 1 }, least, most);
    },
    dispose: () => linear.dispose(),
  };
}

/** Whether every fact that a move touches holds after it, in whole arithmetic. */
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
    ...{ numCols, numRows, rowLower, rowUpper },
    colCost: new Float64Array(numCols).fill(1),
    matrix: { format: 'csr', numRows, numCols, starts, indices, values },
  };
}

/** Any whole solution will do, so the first one that is found ends the search. */
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

/** Undefined where nothing fits. */
function solve({ constants }: Highs, model: Model): Float64Array | undefined {
  model.run();
  const status = model.getModelStatus();
  if (status === constants.modelStatus.infeasible) return undefined;
  if (status !== constants.modelStatus.optimal) throw new Error(`the solver ended with status ${status}`);
  return model.getSolution().colValue;
}
