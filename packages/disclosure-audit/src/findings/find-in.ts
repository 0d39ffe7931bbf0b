import type { HiddenCount } from '../system/linear-system.ts';
import { linearSystemOf } from '../system/linear-system-of-releases.ts';
import type { ReleasedTable } from '../system/release-variables.ts';
import type { DeterminedCount, InferredCount } from './finding.ts';
import { type DisclosureAuditOptions, findDisclosedCounts, findInferredCounts } from './run-audit.ts';

/** Disclosed counts by name, and names of the attackers (organisations or groups) that infer these counts. */
export type Findings = {
  readonly counts: ReadonlyMap<string, HiddenCount>;
  readonly attackers: ReadonlySet<string> | 'everybody';
};

export type FindOptions = DisclosureAuditOptions & {
  /** Earlier findings. Only these are checked again. */
  readonly before?: Findings;
  /** Skips organisations and groups if an outsider determines a count already. */
  readonly stopsAtOutsider?: boolean;
};

/**
 * Finds the counts that releases disclose together. A count is disclosed if an outsider is left with fewer than
 * five possible values. It is also disclosed if an organisation, or a group of them, subtracts its own reports
 * and is sure that the others have 1 to 4.
 */
export async function findIn(
  releases: readonly ReleasedTable[],
  { before, stopsAtOutsider = false, ...options }: FindOptions,
): Promise<Findings> {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases);
  const toCheck = before && hidden.filter(({ name }) => before.counts.has(name));
  if (toCheck?.length === 0) return { counts: new Map(), attackers: new Set() };
  const scope = toCheck && new Set(toCheck.map(({ variable }) => variable));
  const auditOptions = { ...options, ...(scope === undefined ? {} : { scope }) };
  const names = before?.attackers ?? 'everybody';
  // The audit does not record which attackers infer a count that outsiders determine too. So all attackers are
  // checked again later.
  const attackersToCheck = attackers.filter(({ name }) => names === 'everybody' || names.has(name));
  if (names !== 'everybody') {
    const inferred = await findInferredCounts(linearSystem, hidden, attackersToCheck, auditOptions);
    return findingsOf([], inferred);
  }
  const { determinedCounts, inferredCounts } = await findDisclosedCounts(
    linearSystem,
    hidden,
    attackersToCheck,
    { ...auditOptions, stopsAtOutsider },
  );
  return findingsOf(determinedCounts, inferredCounts);
}

const findingsOf = (
  determined: readonly DeterminedCount[],
  inferred: readonly InferredCount[],
): Findings => ({
  counts: new Map([...determined, ...inferred].map((count) => [count.name, count])),
  attackers: determined.length > 0 ? 'everybody' : new Set(inferred.map(({ attacker }) => attacker)),
});
