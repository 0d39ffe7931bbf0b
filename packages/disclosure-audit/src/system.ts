import { ContradictionError } from './errors.ts';
import type { Puzzle, Term, Unknown } from './puzzle.ts';

/** A fact in which each unknown stands once, with no factor of 0. */
export type Row = { readonly terms: readonly Term[]; readonly least: number; readonly most: number };

/** Least and most of every unknown. */
export type Bounds = { readonly least: Float64Array; readonly most: Float64Array };

/** A puzzle as the attack computes with it. */
export type System = {
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
export function systemOf(puzzle: Pick<Puzzle, 'facts' | 'limits'>): System {
  const rows = puzzle.facts.map(({ terms, least, most }): Row => {
    const times = new Map<Unknown, number>();
    for (const term of terms) {
      if (!Number.isSafeInteger(term.times))
        throw new RangeError('A fact must count its unknowns whole times');
      if (puzzle.limits[term.unknown] === undefined)
        throw new RangeError('A fact must be of unknowns that the puzzle has');
      times.set(term.unknown, (times.get(term.unknown) ?? 0) + term.times);
    }
    return {
      terms: [...times]
        .filter(([, factor]) => factor !== 0)
        .map(([unknown, factor]) => ({ unknown, times: factor })),
      least: Math.ceil(least),
      most: Math.floor(most),
    };
  });
  const rowsOf: number[][] = puzzle.limits.map(() => []);
  rows.forEach(({ terms }, row) => {
    for (const { unknown } of terms) rowsOf[unknown]?.push(row);
  });
  const bounds = {
    least: Float64Array.from(puzzle.limits, ({ least }) => Math.ceil(least)),
    most: Float64Array.from(puzzle.limits, ({ most }) => Math.floor(most)),
  };
  narrow({ rows, rowsOf, bounds }, rows.keys());
  return { rows, rowsOf, bounds };
}

/** Facts that pull at each other without end (x < y, y < x) are left after so many turns: what was found until then holds. */
const MOST_TURNS = 100;

/**
 * Narrows `system.bounds`, in place, to what each fact by itself leaves of its unknowns, until no fact narrows anything more
 * (bounds propagation: K. R. Apt, "Principles of Constraint Programming", 2003, chapter 6). `from` are the rows that
 * something changed in. Throws ContradictionError where nothing is left.
 */
export function narrow({ rows, rowsOf, bounds }: System, from: Iterable<number>): void {
  const waiting = new Set(from);
  let turns = MOST_TURNS * rows.length;
  for (const row of waiting) {
    waiting.delete(row);
    if (turns-- === 0) return;
    for (const unknown of narrowed(rows[row], bounds))
      for (const other of rowsOf[unknown] ?? []) waiting.add(other);
  }
}

/** The unknowns of which a row leaves less than the bounds did. */
function narrowed(row: Row | undefined, { least, most }: Bounds): Unknown[] {
  const changed: Unknown[] = [];
  if (row === undefined) return changed;
  const low = endOf(row, { least, most }, 'least');
  const high = endOf(row, { least, most }, 'most');
  if (low.without(0) > row.most || high.without(0) < row.least) throw new ContradictionError();
  for (const { unknown, times } of row.terms) {
    const [was, wasMost] = [least[unknown] ?? Number.NaN, most[unknown] ?? Number.NaN];
    const [ofLow, ofHigh] = times > 0 ? [times * was, times * wasMost] : [times * wasMost, times * was];
    /** What the others leave of times × unknown. */
    const [from, to] = [row.least - high.without(ofHigh), row.most - low.without(ofLow)];
    const lower = Math.ceil((times > 0 ? from : to) / times);
    const upper = Math.floor((times > 0 ? to : from) / times);
    if (lower > was) least[unknown] = lower + 0;
    if (upper < wasMost) most[unknown] = upper + 0;
    if (lower > was || upper < wasMost) changed.push(unknown);
    if ((least[unknown] ?? 0) > (most[unknown] ?? 0)) throw new ContradictionError();
  }
  return changed;
}

/** The least or most that a row can add up to; `without` one part of it, of which an endless one must not hide the rest. */
function endOf(row: Row, { least, most }: Bounds, end: 'least' | 'most'): { without(part: number): number } {
  let finite = 0;
  let endless = 0;
  for (const { unknown, times } of row.terms) {
    const part = times * ((times > 0 === (end === 'least') ? least : most)[unknown] ?? Number.NaN);
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
export function holdsAnyway(row: Row, bounds: Bounds): boolean {
  return (
    endOf(row, bounds, 'least').without(0) >= row.least && endOf(row, bounds, 'most').without(0) <= row.most
  );
}

/** Whether whole numbers fit a row: in whole arithmetic, whatever a solver says. */
export function fitsRow(row: Row, countOf: (unknown: Unknown) => number): boolean {
  let sum = 0;
  for (const { unknown, times } of row.terms) sum += times * countOf(unknown);
  return sum >= row.least && sum <= row.most;
}
