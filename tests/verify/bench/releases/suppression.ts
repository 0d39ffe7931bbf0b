import type { Counts } from '@waylight/disclosure-control';

/**
 * Which numbers of a two-way table are published; the last row and column are its totals, as in `extended`. `true` is
 * published as it is, `false` left out.
 */
export type PublishedMask = readonly (readonly boolean[])[];

/**
 * Cell suppression of one table by itself, as statistical offices do it: what the releases are compared with.
 *
 * Primary: numbers of 1 to `below` - 1, margins among them. Secondary: the hypercube method (R. D. Repsilber; GHMITER in
 * τ-ARGUS, in two dimensions) for each primary one, from the greatest on: the rectangle of numbers above 0 that costs the
 * least is left out with it, of those that leave it at least `below` values. Counts of what else is left out are its cost.
 * There always is one: with its two totals and the grand total a number can be as high as anyone likes. Zeros are published.
 *
 * It is safe table by table and nowhere else: tables that say something of each other are not looked at together.
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
    if (best === undefined) throw new Error('A number above 0 has totals that can be left out with it');
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

/** How many values a number can have, if it and three more are left out: 0 where one of them is 0, which all know. */
function countPossibleValues(counts: Counts, [r, c]: Place, [r2, c2]: Place): number {
  const [lastRow, lastColumn] = [counts.length - 1, (counts[0]?.length ?? 0) - 1];
  // A cell goes up when the others of its line go down, and when its total goes up.
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
