import { codesOf, dimensionsOf, sum, type TrueCell } from '@waylight/disclosure-control';
import type { ReleasedTable } from './cells.ts';

/** Two organisations that tell each other everything that they know, by name. */
export type Pair = readonly [string, string];

const TWO = 2;

/**
 * The pairs that are held against the tables of a period: all of the `most` organisations with the most reports in it, and of each country
 * the two with the most there, because the largest of the region seldom meet in a small one. Who they are follows from what was
 * counted, the name deciding between equals, so that the check comes out the same however often it is run.
 */
export function pairsToCheck(drawn: readonly ReleasedTable[], most: number): Pair[] {
  const [whole] = drawn;
  const pairs = whole === undefined ? [] : pairsAmong(largestOf(whole).slice(0, most));
  const byCountry = drawn.find(({ table }) => dimensionsOf(table).includes('country'));
  if (byCountry !== undefined) {
    const { rows, columns } = byCountry.table;
    const [axis, codeIn] =
      rows.dimension === 'country'
        ? [rows, ({ row }: TrueCell) => row]
        : [columns, ({ column }: TrueCell) => column];
    for (const country of codesOf(axis))
      pairs.push(...pairsAmong(largestOf(byCountry, (cell) => codeIn(cell) === country).slice(0, TWO)));
  }
  return [...new Map(pairs.map((pair) => [nameOf(pair), pair])).values()];
}

/**
 * The same with each pair as an organisation of its own, which has what both have. What they know of what came late or was taken back is
 * reckoned from both: two who are added up afterwards would know of more than there was.
 */
export function withPairs(releases: readonly ReleasedTable[], pairs: readonly Pair[]): ReleasedTable[] {
  return releases.map((release) => {
    const { ownOf } = release;
    if (ownOf === undefined) return release;
    const ofPairs = pairs.map((pair) => [nameOf(pair), pair.flatMap((one) => ownOf.get(one) ?? [])] as const);
    return { ...release, ownOf: new Map([...ownOf, ...ofPairs]) };
  });
}

const nameOf = (pair: Pair): string => pair.join(' and ');

/** Those who have reports there, the largest first. */
function largestOf({ ownOf }: ReleasedTable, isThere: (cell: TrueCell) => boolean = () => true): string[] {
  return [...(ownOf ?? [])]
    .map(([name, cells]) => ({ name, size: sum(cells.filter(isThere).map(({ count }) => count)) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

/** The names of a pair in one order, whichever of the two is larger: one that is chosen twice is one. */
function pairsAmong(names: readonly string[]): Pair[] {
  const sorted = names.toSorted();
  return sorted.flatMap((one, n) => sorted.slice(n + 1).map((other): Pair => [one, other]));
}
