import type { Highs, Model, ModelData } from 'highs';
import type { Component } from './components.ts';
import type { Unknown } from './puzzle.ts';
import { type Bounds, fitsRow, type System } from './system.ts';

/** How far one count goes from where it was. */
export type Step = { readonly unknown: Unknown; readonly by: number };

/** A way from a point that fits to another one that does: what is not in it stays. */
export type Move = readonly Step[];

/** That a count is `value` or more, or that it is `value` or less. */
export type Demand = { readonly unknown: Unknown; readonly side: 'least' | 'most'; readonly value: number };

/**
 * Finds whole points near a given one. A count that is wanted elsewhere takes few others with it, so a search that is paid
 * by every step away from `point` starts all but done, and what it finds is short: a short move can be used again by
 * whoever knows something of other counts.
 */
export type Moves = {
  /**
   * A shortest way to a point that fits all facts, and the demand; undefined where there is no such point. By linear programming;
   * by branch and bound where its optimum is not whole.
   */
  to(demand?: Demand): Move | undefined;
  /** From now on counts may not leave these bounds, in which `point` must lie. */
  within(bounds: Bounds): void;
  dispose(): void;
};

type Start = {
  readonly system: Pick<System, 'rows' | 'rowsOf'>;
  readonly component: Component;
  /** Whole numbers of all unknowns, within the bounds; those outside the component stay as they are. */
  readonly point: Float64Array;
  readonly bounds: Bounds;
};

export function openMoves(highs: Highs, start: Start): Moves {
  return start.component.rows.length === 0 ? freeMoves(start) : solvedMoves(highs, start);
}

/** Of counts that no fact binds. */
function freeMoves({ point, bounds }: Start): Moves {
  let { least, most } = bounds;
  return {
    to: (demand) => {
      if (demand === undefined) return [];
      const { unknown, side, value } = demand;
      const beyond =
        side === 'least' ? value > (most[unknown] ?? Number.NaN) : value < (least[unknown] ?? Number.NaN);
      return beyond ? undefined : [{ unknown, by: value - (point[unknown] ?? Number.NaN) }];
    },
    within: (to) => {
      ({ least, most } = to);
    },
    dispose: () => undefined,
  };
}

/**
 * The model has two columns for each unknown, the steps up and the steps down, each of which costs 1, and rows of the sums of
 * steps. At no steps at all it is at its optimum, and a demand is a bound that moved: what the dual simplex method goes on from.
 */
function solvedMoves(highs: Highs, { system, component, point, bounds }: Start): Moves {
  const { unknowns } = component;
  const width = unknowns.length;
  const at = new Map(unknowns.map((unknown, index) => [unknown, index]));
  const least = new Float64Array(2 * width);
  const most = new Float64Array(2 * width);
  const setBounds = (to: Bounds): void => {
    unknowns.forEach((unknown, index) => {
      const value = point[unknown] ?? Number.NaN;
      most[index] = Math.min(highs.infinity, (to.most[unknown] ?? Number.NaN) - value);
      most[index + width] = Math.min(highs.infinity, value - (to.least[unknown] ?? Number.NaN));
    });
  };
  setBounds(bounds);
  const data = { ...modelOf(highs, component, at, point), colLower: least, colUpper: most };
  const linear = highs.createModel(data);
  linear.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });

  /** Runs with one column held up and its opposite held at 0. */
  const demanding = <T>(demand: Demand | undefined, run: () => T): T | undefined => {
    if (demand === undefined) return run();
    const index = at.get(demand.unknown);
    if (index === undefined) throw new RangeError('A demand must be of an unknown of the component');
    const by = demand.value - (point[demand.unknown] ?? Number.NaN);
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

  const moveOf = (columns: ArrayLike<number>): Move =>
    unknowns.flatMap((unknown, index) => {
      const by = Math.round(columns[index] ?? Number.NaN) - Math.round(columns[index + width] ?? Number.NaN);
      return by === 0 ? [] : [{ unknown, by }];
    });
  /** A solver's numbers are never taken at their word: whole, within the bounds, as demanded, and no fact broken. */
  const fits = (move: Move, demand: Demand | undefined): boolean =>
    move.every(({ unknown, by }) => {
      const index = at.get(unknown) ?? Number.NaN;
      return by <= (most[index] ?? Number.NaN) && -by <= (most[index + width] ?? Number.NaN);
    }) &&
    (demand === undefined || meets(demand, point, move)) &&
    moveFits(system, point, move);

  return {
    to: (demand) =>
      demanding(demand, () => {
        linear.setLogicalBasis();
        const columns = solved(highs, linear);
        if (columns === undefined) return undefined;
        const move = moveOf(columns);
        if (fits(move, demand)) return move;
        const exact = wholeColumns(highs, data);
        if (exact === undefined) return undefined;
        const wholeMove = moveOf(exact);
        if (!fits(wholeMove, demand))
          throw new Error('the solver gave numbers for whole ones that do not fit the facts');
        return wholeMove;
      }),
    within(to) {
      setBounds(to);
      linear.changeColsBounds({ kind: 'range', from: 0, to: 2 * width - 1 }, least, most);
    },
    dispose: () => linear.dispose(),
  };
}

/** Whether every fact that a move touches holds after it, in whole arithmetic. */
export function moveFits(
  { rows, rowsOf }: Pick<System, 'rows' | 'rowsOf'>,
  point: Float64Array,
  move: Move,
): boolean {
  const steps = new Map(move.map(({ unknown, by }) => [unknown, by]));
  const countOf = (unknown: Unknown): number => (point[unknown] ?? Number.NaN) + (steps.get(unknown) ?? 0);
  const touched = new Set(move.flatMap(({ unknown }) => rowsOf[unknown] ?? []));
  return [...touched].every((at) => {
    const row = rows[at];
    return row !== undefined && fitsRow(row, countOf);
  });
}

function meets({ unknown, side, value }: Demand, point: Float64Array, move: Move): boolean {
  const by = move.find((step) => step.unknown === unknown)?.by ?? 0;
  const reached = (point[unknown] ?? Number.NaN) + by;
  return side === 'least' ? reached >= value : reached <= value;
}

function modelOf(
  highs: Highs,
  { unknowns, rows }: Component,
  at: ReadonlyMap<Unknown, number>,
  point: Float64Array,
): Omit<ModelData, 'colLower' | 'colUpper'> {
  const width = unknowns.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (const { terms, least, most } of rows) {
    let sum = 0;
    for (const { unknown, times } of terms) {
      sum += times * (point[unknown] ?? Number.NaN);
      const index = at.get(unknown);
      if (index === undefined) continue;
      indices.push(index, index + width);
      values.push(times, -times);
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
function wholeColumns(highs: Highs, data: ModelData): Float64Array | undefined {
  const integrality = Array.from({ length: data.numCols }, () => highs.constants.variableType.integer);
  const model = highs.createModel({ ...data, integrality });
  try {
    model.options.set({ output_flag: false, mip_rel_gap: 1e9, mip_abs_gap: 1e9 });
    return solved(highs, model);
  } finally {
    model.dispose();
  }
}

/** Undefined where nothing fits. */
function solved({ constants }: Highs, model: Model): Float64Array | undefined {
  model.run();
  const status = model.getModelStatus();
  if (status === constants.modelStatus.infeasible) return undefined;
  if (status !== constants.modelStatus.optimal) throw new Error(`the solver ended with status ${status}`);
  return model.getSolution().colValue;
}
