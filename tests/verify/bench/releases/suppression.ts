import type { Counts } from '@waylight/disclosure-control';

/** The published numbers of a two-way table, whose last row and column are its totals: `true` published, `false` suppressed. */
export type PublishedMask = readonly (readonly boolean[])[];

/**
 * Cell suppression of one table, as in statistical offices, to compare the releases with.
 *
 * Primary: numbers of 1 to `below` - 1, including margins. Secondary: the hypercube method (R. D. Repsilber; GHMITER in
 * τ-ARGUS, in two dimensions) for each primary one, the largest first. It suppresses the cheapest rectangle of numbers above
 * 0 that leaves at least `below` possible values; the cost is the sum of the numbers that are suppressed in addition. One
 * always exists, because with its two totals and the grand total a number has no upper bound. Zeros are published.
 *
 * It is safe for a single table only: linked tables are not considered together.
 */
export function suppress(table: Counts, below: number): PublishedMask {
  const counts = withTotals(table);
  const isOpen = counts.map((row) => row.map((count) => count === 0 || count >= below));
  const primary = counts
    .flatMap((row, r) => row.map((count, c) => ({ r, c, count })))
    .filter(({ r, c }) => isOpen[r]?.[c] === false)
    .sort((a, b) => b.count - a.count);
  for (const { r, c } of primary) {
    let best: { readonly corners: readonly Place[]; readonly cost: number } | undefined;
    for (let r2 = 0; r2 < counts.length; r2++)
      for (let c2 = 0; c2 < (counts[0]?.length ?? 0); c2++) {
        if (r2 === r || c2 === c || countPossibleValues(counts, [r, c], [r2, c2]) < below) continue;
        const corners: Place[] = [
          [r, c2],
          [r2, c],
          [r2, c2],
        ];
        const cost = corners.reduce(
          (all, [row, column]) => all + (isOpen[row]?.[column] ? (counts[row]?.[column] ?? 0) : 0),
          0,
        );
        if (best === undefined || cost < best.cost) best = { corners, cost };
      }
    if (best === undefined)
      throw new Error('A number above 0 must have totals that can be suppressed with it');
    for (const [row, column] of best.corners) {
      const line = isOpen[row];
      if (line) line[column] = false;
    }
  }
  return isOpen;
}

type Place = readonly [row: number, column: number];

/** A table with its totals in a last row and a last column. */
export function withTotals(table: Counts): number[][] {
  const rows = table.map((row) => [...row, row.reduce((all, count) => all + count, 0)]);
  const width = (table[0]?.length ?? 0) + 1;
  return [
    ...rows,
    Array.from({ length: width }, (_, c) => rows.reduce((all, row) => all + (row[c] ?? 0), 0)),
  ];
}

/** The number of possible values of a number if it and three more are suppressed; 0 if one of them is a (known) 0. */
function countPossibleValues(counts: Counts, [r, c]: Place, [r2, c2]: Place): number {
  const [lastRow, lastColumn] = [counts.length - 1, (counts[0]?.length ?? 0) - 1];
  // A cell rises when the others of its line fall, and when its total rises.
  const alongRow = c === lastColumn || c2 === lastColumn ? 1 : -1;
  const alongColumn = r === lastRow || r2 === lastRow ? 1 : -1;
  const moves = [
    { count: counts[r]?.[c] ?? 0, by: 1 },
    { count: counts[r]?.[c2] ?? 0, by: alongRow },
    { count: counts[r2]?.[c] ?? 0, by: alongColumn },
    { count: counts[r2]?.[c2] ?? 0, by: alongRow * alongColumn },
  ];
  if (moves.some(({ count }) => count === 0)) return 0;
  const least = (by: number): number =>
    Math.min(...moves.filter((move) => move.by === by).map(({ count }) => count));
  return least(1) + least(-1) + 1;
}
