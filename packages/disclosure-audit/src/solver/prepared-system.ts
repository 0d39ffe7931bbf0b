import { ContradictionError } from '../errors.ts';
import type { LinearSystem, Term, Variable } from '../system/linear-system.ts';

/** A fact in which each unknown stands once, with no factor of 0. */
export type Row = { readonly terms: readonly Term[]; readonly least: number; readonly most: number };

/** Least and most of every unknown. */
export type Bounds = { readonly least: Float64Array; readonly most: Float64Array };

/** A puzzle as the attack computes with it. */
export type PreparedSystem = {
  readonly rows: readonly Row[];
  /** Which rows each unknown stands in. */
  readonly rowsOf: readonly (readonly number[])[];
  /** What the facts leave of each unknown by `narrow`: never less than is possible, and sometimes more. */
  readonly bounds: Bounds;
};

/**
 * Throws ContradictionError where one fact after another shows already that nothing fits, and RangeError for a factor that is
 * not whole: everything that is said of whole numbers rests on that.
 */
export function prepareSystem(linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>): PreparedSystem {
  const rows = linearSystem.constraints.map(({ terms, least, most }): Row => {
    const coefficients = new Map<Variable, number>();
    for (const term of terms) {
      if (!Number.isSafeInteger(term.coefficient))
        throw new RangeError('A fact must count its unknowns whole times');
      if (linearSystem.limits[term.variable] === undefined)
        throw new RangeError('A fact must be of unknowns that the puzzle has');
      coefficients.set(term.variable, (coefficients.get(term.variable) ?? 0) + term.coefficient);
    }
    return {
      terms: [...coefficients]
        .filter(([, factor]) => factor !== 0)
        .map(([variable, factor]) => ({ variable, coefficient: factor })),
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

/** Facts that pull at each other without end (x < y, y < x) are left after so many turns: what was found until then holds. */
const MOST_TURNS = 100;

/**
 * Narrows `system.bounds`, in place, to what each fact by itself leaves of its unknowns, until no fact narrows anything more
 * (bounds propagation: K. R. Apt, "Principles of Constraint Programming", 2003, chapter 6). `from` are the rows that
 * something changed in. Throws ContradictionError where nothing is left.
 */
export function propagateBounds({ rows, rowsOf, bounds }: PreparedSystem, from: Iterable<number>): void {
  const waiting = new Set(from);
  let turns = MOST_TURNS * rows.length;
  for (const row of waiting) {
    waiting.delete(row);
    if (turns-- === 0) return;
    for (const variable of propagateRow(rows[row], bounds))
      for (const other of rowsOf[variable] ?? []) waiting.add(other);
  }
}

/** The unknowns of which a row leaves less than the bounds did. */
function propagateRow(row: Row | undefined, { least, most }: Bounds): Variable[] {
  const changed: Variable[] = [];
  if (row === undefined) return changed;
  const low = extremeOf(row, { least, most }, 'least');
  const high = extremeOf(row, { least, most }, 'most');
  if (low.without(0) > row.most || high.without(0) < row.least) throw new ContradictionError();
  for (const { variable, coefficient } of row.terms) {
    const [was, wasMost] = [least[variable] ?? Number.NaN, most[variable] ?? Number.NaN];
    const [ofLow, ofHigh] =
      coefficient > 0
        ? [coefficient * was, coefficient * wasMost]
        : [coefficient * wasMost, coefficient * was];
    /** What the others leave of times × unknown. */
    const [from, to] = [row.least - high.without(ofHigh), row.most - low.without(ofLow)];
    const lower = Math.ceil((coefficient > 0 ? from : to) / coefficient);
    const upper = Math.floor((coefficient > 0 ? to : from) / coefficient);
    if (lower > was) least[variable] = lower + 0;
    if (upper < wasMost) most[variable] = upper + 0;
    if (lower > was || upper < wasMost) changed.push(variable);
    if ((least[variable] ?? 0) > (most[variable] ?? 0)) throw new ContradictionError();
  }
  return changed;
}

/** The least or most that a row can add up to; `without` one part of it, of which an endless one must not hide the rest. */
function extremeOf(
  row: Row,
  { least, most }: Bounds,
  end: 'least' | 'most',
): { without(part: number): number } {
  let finite = 0;
  let endless = 0;
  for (const { variable, coefficient } of row.terms) {
    const part =
      coefficient * ((coefficient > 0 === (end === 'least') ? least : most)[variable] ?? Number.NaN);
    if (Number.isFinite(part)) finite += part;
    else endless++;
  }
  const infinite = end === 'least' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return {
    without: (part) => {
      if (Number.isFinite(part)) return endless > 0 ? infinite : finite - part;
      return endless > 1 ? infinite : finite;
    },
  };
}

/** Whether the bounds leave a row no way to be broken. */
export function isRedundant(row: Row, bounds: Bounds): boolean {
  return (
    extremeOf(row, bounds, 'least').without(0) >= row.least &&
    extremeOf(row, bounds, 'most').without(0) <= row.most
  );
}

/** Whether whole numbers fit a row: in whole arithmetic, whatever a solver says. */
export function isRowSatisfied(row: Row, countOf: (variable: Variable) => number): boolean {
  let sum = 0;
  for (const { variable, coefficient } of row.terms) sum += coefficient * countOf(variable);
  return sum >= row.least && sum <= row.most;
}
