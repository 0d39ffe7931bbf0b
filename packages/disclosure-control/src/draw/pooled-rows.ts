import { sum } from '../rounding/controlled-rounding.ts';

/**
 * Minimum number of pooled rows with a released number above 0. With two, whoever knows one of them could subtract it and obtain
 * the other.
 */
export const LEAST_POOLED_ROWS = 3;

/** Whether the numbers of several rows are enough to break them down together. */
export function canPool(numbers: readonly number[], least: number): boolean {
  return numbers.filter((number) => number > 0).length >= LEAST_POOLED_ROWS && sum(numbers) >= least;
}

/**
 * Selects the rows to pool from their released numbers: those under `least`, and the smallest of the others until there are
 * enough. Returns no rows if the small rows are all 0, because a 0 is broken down into zeros, or if all rows would be pooled,
 * because that row would repeat the total.
 */
export function selectPooledRows(numbers: ReadonlyMap<string, number>, least: number): readonly string[] {
  const bySize = [...numbers].sort(
    ([row, number], [otherRow, other]) => number - other || (row < otherRow ? -1 : 1),
  );
  const small = bySize.filter(([, number]) => number < least);
  if (small.every(([, number]) => number === 0)) return [];
  for (let count = small.length; count < bySize.length; count++) {
    const pooled = bySize.slice(0, count);
    const sizes = pooled.map(([, number]) => number);
    if (canPool(sizes, least)) return pooled.map(([row]) => row).sort();
  }
  return [];
}
