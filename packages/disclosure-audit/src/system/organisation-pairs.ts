import { sum } from '@waylight/disclosure-control';
import type { ReleasedTable } from './release-variables.ts';

/** Two organisations that tell each other everything that they know, by name. */
export type Pair = readonly [string, string];

/**
 * The pairs that are held against the tables of a period: all of the `most` organisations with the most reports in it. Who they are
 * follows from what was counted, the name deciding between equals, so that the check comes out the same however often it is run.
 */
export function pairsToCheck([whole]: readonly ReleasedTable[], most: number): Pair[] {
  const names = whole === undefined ? [] : largestOf(whole).slice(0, most);
  return names.flatMap((one, n) => names.slice(n + 1).map((other): Pair => [one, other]));
}

/**
 * The same with each pair as an organisation of its own, which has what both have. What they know of what came late or was taken back is
 * reckoned from both: two who are added up afterwards would know of more than there was.
 */
export function withPairs(releases: readonly ReleasedTable[], pairs: readonly Pair[]): ReleasedTable[] {
  return releases.map((release) => {
    const { cellsByOrganisation } = release;
    if (cellsByOrganisation === undefined) return release;
    const ofPairs = pairs.map(
      (pair) => [nameOf(pair), pair.flatMap((one) => cellsByOrganisation.get(one) ?? [])] as const,
    );
    return { ...release, cellsByOrganisation: new Map([...cellsByOrganisation, ...ofPairs]) };
  });
}

const nameOf = (pair: Pair): string => pair.join(' and ');

/** Those who have reports, the largest first. */
function largestOf({ cellsByOrganisation }: ReleasedTable): string[] {
  return [...(cellsByOrganisation ?? [])]
    .map(([name, cells]) => ({ name, size: sum(cells.map(({ count }) => count)) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}
