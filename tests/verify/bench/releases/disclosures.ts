import {
  findDeterminedCounts,
  findInferredCounts,
  isRelatedPeriod,
  linearSystemOf,
  type ReleasedTable,
} from '@waylight/disclosure-audit';
import type { DrawnPeriod } from './drawn-periods.ts';

/** What releases disclose together: to an outsider, to each organisation, and to each country's node. */
export type Disclosures = {
  readonly releases: number;
  /** Counts that were checked for each attacker. */
  readonly counts: number;
  readonly organisations: number;
  readonly nodes: number;
  /** Names of disclosed counts, with the attacker if it is not an outsider. */
  readonly findings: readonly string[];
};

/** What the releases of a simulated region disclose in one of its years. */
export type DisclosuresOfYear = Disclosures & {
  readonly region: string;
  readonly seed: number;
  readonly year: string;
};

/** Audits a period together with all releases that count some of the same incidents. */
export function findDisclosuresIn(period: string, drawn: readonly DrawnPeriod[]): Promise<Disclosures> {
  const related = drawn.filter((one) => one.period === period || isRelatedPeriod(one.period, period));
  return findDisclosures(related.flatMap(({ released, latent }) => [...released, ...latent]));
}

async function findDisclosures(releases: readonly ReleasedTable[]): Promise<Disclosures> {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases.map(withNodes));
  const nodes = attackers.filter(({ name }) => name.startsWith(NODE)).length;
  const determined = await findDeterminedCounts(linearSystem, hidden);
  const inferred = await findInferredCounts(linearSystem, hidden, attackers);
  return {
    releases: releases.filter(({ isLatent }) => isLatent !== true).length,
    counts: hidden.length,
    organisations: attackers.length - nodes,
    nodes,
    findings: [
      ...determined.map(({ name }) => name),
      ...inferred.map(({ name, attacker }) => `${attacker}: ${name}`),
    ],
  };
}

const NODE = 'node ';

/** Adds each country's node as an organisation with all the reports that it took. */
function withNodes(release: ReleasedTable): ReleasedTable {
  const { cellsByOrganisation = new Map(), cellsByNode = new Map() } = release;
  const nodes = [...cellsByNode].map(
    ([node, parts]) => [`${NODE}${node}`, [...parts.values()].flat()] as const,
  );
  return { ...release, cellsByOrganisation: new Map([...cellsByOrganisation, ...nodes]) };
}
