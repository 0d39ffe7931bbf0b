import { ContradictionError } from '../errors.ts';
import type { Constraint, LinearSystem, Variable } from '../system/linear-system.ts';

/** A constraint that contains each variable once, without coefficients of 0. */
export type Row = Constraint;

/** Minimum and maximum of every variable. */
export type Bounds = { readonly least: Float64Array; readonly most: Float64Array };

/** A linear system in the form that the solver uses. */
export type PreparedSystem = {
  readonly rows: readonly Row[];
  /** Indices of the rows that contain each variable. */
  readonly rowsOf: readonly (readonly number[])[];
  /** Bounds from `propagateBounds`. They contain all feasible values, and sometimes further values. */
  readonly bounds: Bounds;
};

/**
 * @throws ContradictionError if bounds propagation shows that nothing is feasible. @throws RangeError for a
 * coefficient that is not a whole number, because all arithmetic here relies on whole numbers.
 */
export function prepareSystem(linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>): PreparedSystem {
  const rows = linearSystem.constraints.map(({ terms, least, most }): Row => {
    const coefficients = new Map<Variable, number>();
    for (const term of terms) {
      if (!Number.isSafeInteger(term.coefficient)) throw new RangeError('Coefficients must be whole numbers');
      if (linearSystem.limits[term.variable] === undefined)
        throw new RangeError('A constraint must contain only variables of the linear system');
      coefficients.set(term.variable, (coefficients.get(term.variable) ?? 0) + term.coefficient);
    }
    return {
      terms: [...coefficients]
        .filter(([, coefficient]) => coefficient !== 0)
        .map(([variable, coefficient]) => ({ variable, coefficient })),
      least: Math.ceil(least),
      most: Math.floor(most),
    };
  });
  const rowsOf: number[][] = linearSystem.limits.map(() => []);
  rows.forEach(({ terms }, row) => {
    for (const { variable } of terms) rowsOf[variable]?.push(row);
  });
  const bounds = {
    least: Float64Array.from(linearSystem.limits, ({ least }) => Math.ceil(least)),
    most: Float64Array.from(linearSystem.limits, ({ most }) => Math.floor(most)),
  };
  propagateBounds({ rows, rowsOf, bounds }, rows.keys());
  return { rows, rowsOf, bounds };
}

/**
 * Maximum passes per row on average. Some constraints narrow each other forever, such as x < y and y < x.
 * Stopping early still leaves valid bounds.
 */
const MAX_PASSES = 100;

/**
 * Narrows `bounds` in place, one row at a time, until nothing changes (bounds propagation: K. R. Apt,
 * "Principles of Constraint Programming", 2003, chapter 6). `changedRows` lists the rows to start with: those
 * with a variable whose bounds changed.
 * @throws ContradictionError if a variable has no possible value left.
 */
export function propagateBounds(
  { rows, rowsOf, bounds }: PreparedSystem,
  changedRows: Iterable<number>,
): void {
  const waiting = new Set(changedRows);
  let passes = MAX_PASSES * rows.length;
  for (const row of waiting) {
    waiting.delete(row);
    if (passes-- === 0) return;
    for (const variable of propagateRow(rows[row], bounds))
      for (const other of rowsOf[variable] ?? []) waiting.add(other);
  }
}

/** Narrows the bounds by one row and returns the changed variables. */
function propagateRow(row: Row | undefined, { least, most }: Bounds): Variable[] {
  const changed: Variable[] = [];
  if (row === undefined) return changed;
  const low = extremeOf(row, { least, most }, 'least');
  const high = extremeOf(row, { least, most }, 'most');
  if (low.without(0) > row.most || high.without(0) < row.least) throw new ContradictionError();
  for (const { variable, coefficient } of row.terms) {
    const [oldMin, oldMax] = [least[variable] ?? Number.NaN, most[variable] ?? Number.NaN];
    const [ofLow, ofHigh] =
      coefficient > 0
        ? [coefficient * oldMin, coefficient * oldMax]
        : [coefficient * oldMax, coefficient * oldMin];
    /** Range that the other terms leave for coefficient × variable. */
    const [from, to] = [row.least - high.without(ofHigh), row.most - low.without(ofLow)];
    const lower = Math.ceil((coefficient > 0 ? from : to) / coefficient);
    const upper = Math.floor((coefficient > 0 ? to : from) / coefficient);
    if (lower > oldMin) least[variable] = lower + 0;
    if (upper < oldMax) most[variable] = upper + 0;
    if (lower > oldMin || upper < oldMax) changed.push(variable);
    if ((least[variable] ?? 0) > (most[variable] ?? 0)) throw new ContradictionError();
  }
  return changed;
}

/**
 * Minimum or maximum of a row's sum. `without(part)` leaves out one term's part; 0 leaves out none. An
 * infinite term must not make the sum of the other terms infinite.
 */
function extremeOf(
  row: Row,
  { least, most }: Bounds,
  end: 'least' | 'most',
): { without(part: number): number } {
  let finite = 0;
  let infiniteParts = 0;
  for (const { variable, coefficient } of row.terms) {
    const part =
      coefficient * ((coefficient > 0 === (end === 'least') ? least : most)[variable] ?? Number.NaN);
    if (Number.isFinite(part)) finite += part;
    else infiniteParts++;
  }
  const infinite = end === 'least' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return {
    without: (part) => {
      if (Number.isFinite(part)) return infiniteParts > 0 ? infinite : finite - part;
      return infiniteParts > 1 ? infinite : finite;
    },
  };
}

/** True if no values within the bounds violate the row. */
export function isRedundant(row: Row, bounds: Bounds): boolean {
  return (
    extremeOf(row, bounds, 'least').without(0) >= row.least &&
    extremeOf(row, bounds, 'most').without(0) <= row.most
  );
}

/** Checks a row in whole-number arithmetic, independently of the solver. */
export function isRowSatisfied(row: Row, countOf: (variable: Variable) => number): boolean {
  let sum = 0;
  for (const { variable, coefficient } of row.terms) sum += coefficient * countOf(variable);
  return sum >= row.least && sum <= row.most;
}
