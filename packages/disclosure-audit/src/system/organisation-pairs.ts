import { sum } from '@waylight/disclosure-control';
import type { ReleasedTable } from './release-variables.ts';

/** Names of two organisations that share everything they know. */
export type Pair = readonly [string, string];

/**
 * Pairs to audit for a period: all pairs of the `limit` organisations with most reports in it. The selection
 * depends only on the counts, and on names if counts are equal. So every audit has the same result.
 */
export function pairsToCheck([topTable]: readonly ReleasedTable[], limit: number): Pair[] {
  const names = topTable === undefined ? [] : largestOf(topTable).slice(0, limit);
  return names.flatMap((one, n) => names.slice(n + 1).map((other): Pair => [one, other]));
}

/**
 * Adds each pair as one organisation with the reports of both. Late reports and retractions of the pair then
 * follow from the joint counts. If each member had its own bound, the sum of both could exceed the true
 * number.
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

/** Organisations with reports, the largest first. */
function largestOf({ cellsByOrganisation }: ReleasedTable): string[] {
  return [...(cellsByOrganisation ?? [])]
    .map(([name, cells]) => ({ name, size: sum(cells.map(({ count }) => count)) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}
