import { findCycle } from './rounding-cycle.ts';

/** Cells of a table, row by row. */
export type Counts = readonly (readonly number[])[];

/** Returns a uniform number in [0, 1). Keyed, so that a draw can be repeated (see keyed-uniform.ts). */
export type Uniform = () => number;

/** A rounded table: every number is a multiple of the base, and rows, columns and total add up. */
export type RoundedTable = {
  readonly cells: Counts;
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
};

/** Default rounding base: each released number is a multiple of it. */
export const ROUNDING_BASE = 5;

/**
 * Unbiased controlled rounding of a two-way table of counts (L. H. Cox, "A constructive procedure for unbiased
 * controlled rounding", Journal of the American Statistical Association 82, 1987, pp. 520-524).
 *
 * - Every cell, row total, column total and the grand total becomes a multiple of `base`, less than `base` from its true count.
 * - A multiple of `base`, such as zero, is unchanged.
 * - The table adds up.
 * - Each of these numbers is unbiased over `uniform`: one with remainder r is rounded up with probability r / base.
 *
 * Method: the table of remainders gets one more column and row that complete each line to a multiple of `base`. As long as a
 * remainder is strictly between 0 and `base`, every line that contains such a remainder contains a second one. So there is a cycle
 * of such remainders that alternates between rows and columns. Adding to its odd members and subtracting from its even members
 * keeps the sum of every line. The step is as large as possible, and its direction is drawn such that the expected change is zero.
 * Each step settles at least one remainder. All arithmetic is on whole numbers.
 *
 * Throws RangeError for a table that is not rectangular or contains anything but counts.
 */
export function controlledRounding(
  table: Counts,
  options: { readonly base?: number; readonly uniform: Uniform },
): RoundedTable {
  const base = options.base ?? ROUNDING_BASE;
  assertTable(table, base);
  const remainders = extendWithComplements(table, base);
  // The order of the search is drawn too. Otherwise a cell would always be balanced by the same neighbours.
  const order = shuffleLines(remainders, options.uniform);
  settleRemainders(remainders, base, options.uniform);
  const settled = order.restore(remainders);

  const cells = table.map((row, r) => row.map((count, c) => count - (count % base) + (settled[r]?.[c] ?? 0)));
  return withTotals(cells);
}

/** Returns the range of true counts that are possible for a rounded number: less than the base from it, and not below 0. */
export function feasibilityInterval(
  rounded: number,
  base: number,
): { readonly least: number; readonly most: number } {
  return { least: Math.max(0, rounded - base + 1), most: rounded + base - 1 };
}

/**
 * Whether a number is a rounding of a true count: a multiple of the base that is less than the base from the count. It must equal
 * the count if the count is a multiple.
 */
export function isRoundingOf(truth: number, rounded: number, base: number): boolean {
  const remainder = truth % base;
  const down = truth - remainder;
  return rounded === down || (remainder > 0 && rounded === down + base);
}

export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Adds row totals, column totals and the total to rounded cells. */
export function withTotals(cells: Counts): RoundedTable {
  const rowTotals = cells.map(sum);
  const columns = cells[0]?.length ?? 0;
  const columnTotals = Array.from({ length: columns }, (_, c) => sum(cells.map((row) => row[c] ?? 0)));
  return { cells, rowTotals, columnTotals, total: sum(rowTotals) };
}

/** Returns the remainders of the cells, with an additional row and column that complete each line to a multiple of the base. */
function extendWithComplements(table: Counts, base: number): number[][] {
  const complete = (values: readonly number[]): number => (base - (sum(values) % base)) % base;
  const remainders = table.map((row) => row.map((count) => count % base));
  const extended = remainders.map((row) => [...row, complete(row)]);
  const columns = extended[0]?.length ?? 1;
  extended.push(Array.from({ length: columns }, (_, c) => complete(extended.map((row) => row[c] ?? 0))));
  return extended;
}

function settleRemainders(remainders: number[][], base: number, uniform: Uniform): void {
  for (let cycle = findCycle(remainders, base); cycle; cycle = findCycle(remainders, base)) {
    const [rising, falling] = [cycle.filter((_, i) => i % 2 === 0), cycle.filter((_, i) => i % 2 === 1)];
    const value = ([r, c]: readonly [number, number]): number => remainders[r]?.[c] ?? 0;
    const forward = Math.min(...rising.map((at) => base - value(at)), ...falling.map(value));
    const backward = Math.min(...rising.map(value), ...falling.map((at) => base - value(at)));
    // Steps forward with probability backward / (forward + backward), so that the expected step is zero.
    const step = uniform() * (forward + backward) < backward ? forward : -backward;
    for (const [r, c] of rising) add(remainders, r, c, step);
    for (const [r, c] of falling) add(remainders, r, c, -step);
  }
}

function add(remainders: number[][], r: number, c: number, step: number): void {
  const row = remainders[r];
  if (row) row[c] = (row[c] ?? 0) + step;
}

/** Shuffles rows and columns in place; `restore` returns the remainders in their original order. */
function shuffleLines(
  remainders: number[][],
  uniform: Uniform,
): { restore(shuffled: number[][]): number[][] } {
  const rowOrder = drawPermutation(remainders.length, uniform);
  const columnOrder = drawPermutation(remainders[0]?.length ?? 0, uniform);
  const original = remainders.map((row) => [...row]);
  rowOrder.forEach((from, to) => {
    remainders[to] = columnOrder.map((column) => original[from]?.[column] ?? 0);
  });
  return {
    restore: (settled) => {
      const restored = original.map((row) => [...row]);
      rowOrder.forEach((from, at) => {
        columnOrder.forEach((column, c) => {
          const row = restored[from];
          if (row) row[column] = settled[at]?.[c] ?? 0;
        });
      });
      return restored;
    },
  };
}

/** Returns the numbers 0 to length - 1 in a uniformly drawn order (Fisher and Yates). */
export function drawPermutation(length: number, uniform: Uniform): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    const swapped = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = swapped;
  }
  return order;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function assertTable(table: Counts, base: number): void {
  if (!Number.isSafeInteger(base) || base < 2)
    throw new RangeError('The base must be a whole number above 1');
  const columns = table[0]?.length ?? 0;
  for (const row of table) {
    if (row.length !== columns) throw new RangeError('Every row of a table must have the same length');
    if (!row.every(isCount)) {
      throw new RangeError('A table must contain whole counts that are not negative');
    }
  }
}
