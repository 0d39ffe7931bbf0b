import { sum, type TrueCell } from '@waylight/disclosure-control';
import type { ReleasedTable } from './release-variables.ts';

/** Organisations that are audited as one attacker, because they share everything they know. */
export type OrganisationGroup = {
  readonly name: string;
  /** Reports of each member that a release counts. */
  readonly membersIn: (release: ReleasedTable) => readonly (readonly TrueCell[])[];
};

/**
 * Groups to audit for a period: the node of every country, which knows all reports that it took, and all pairs
 * of the `pairedOrganisations` organisations of each country with most reports in the top table. The selection
 * depends only on the counts, and on names if counts are equal. So every audit has the same result.
 */
export function groupsToAudit(
  drawn: readonly ReleasedTable[],
  earlier: readonly ReleasedTable[],
  pairedOrganisations: number,
): OrganisationGroup[] {
  const nodes = new Set(
    [...drawn, ...earlier].flatMap(({ cellsByNode }) => [...(cellsByNode?.keys() ?? [])]),
  );
  const largest = [...(drawn[0]?.cellsByNode?.values() ?? [])].map((organisations) =>
    largestOf(organisations).slice(0, pairedOrganisations),
  );
  return [...[...nodes].sort().map(nodeGroup), ...largest.flatMap(pairsOf)];
}

function nodeGroup(node: string): OrganisationGroup {
  return {
    name: `node ${node}`,
    membersIn: ({ cellsByNode }) => [...(cellsByNode?.get(node)?.values() ?? [])],
  };
}

const pairsOf = (names: readonly string[]): OrganisationGroup[] =>
  names.flatMap((one, n) => names.slice(n + 1).map((other) => pairGroup(one, other)));

function pairGroup(one: string, other: string): OrganisationGroup {
  return {
    name: `${one} and ${other}`,
    membersIn: ({ cellsByOrganisation }) => [one, other].map((name) => cellsByOrganisation?.get(name) ?? []),
  };
}

/**
 * Adds each group as one organisation with the reports of all its members. Late reports and retractions of the
 * group then follow from the joint counts. If each member had its own bound, the sum of all could exceed the
 * true number.
 */
export function withGroups(
  releases: readonly ReleasedTable[],
  groups: readonly OrganisationGroup[],
): ReleasedTable[] {
  return releases.map((release) => {
    const { cellsByOrganisation } = release;
    if (cellsByOrganisation === undefined) return release;
    const members = groups.map(({ name, membersIn }) => [name, membersIn(release)] as const);
    const ofGroups = members.map(([name, cells]) => [name, cells.flat()] as const);
    return {
      ...release,
      cellsByOrganisation: new Map([...cellsByOrganisation, ...ofGroups]),
      reportsOfMembers: new Map(members.map(([name, cells]) => [name, cells.map(sizeOf)])),
    };
  });
}

/** Organisations with reports, the largest first. */
function largestOf(organisations: ReadonlyMap<string, readonly TrueCell[]>): string[] {
  return [...organisations]
    .map(([name, cells]) => ({ name, size: sizeOf(cells) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

const sizeOf = (cells: readonly TrueCell[]): number => sum(cells.map(({ count }) => count));
