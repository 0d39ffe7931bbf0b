import { type LinkedTables, type PlannedTable, withoutVictims } from '@waylight/disclosure-control';
import { linearSystemOf } from '../system/linear-system-of-releases.ts';
import { pairsToCheck, withPairs } from '../system/organisation-pairs.ts';
import type { ReleasedTable } from '../system/release-variables.ts';
import { estimateLostCounts } from './estimate-lost-counts.ts';
import { type DisclosureAuditOptions, findDeterminedCounts, findInferredCounts } from './run-audit.ts';

/** Tables to withhold, and tables to release without their sums of victims. */
export type DisclosiveTables = {
  readonly tables: ReadonlySet<string>;
  readonly victims: ReadonlySet<string>;
};

export type CheckOptions = DisclosureAuditOptions & {
  /** Number of organisations with most reports that are also audited in pairs; see `pairsToCheck`. */
  readonly pairedOrganisations: number;
};

/**
 * Finds the tables of a period that must be withheld: combined with earlier releases they disclose a small
 * count. A count is disclosed if an outsider is left with fewer than five possible values. It is also
 * disclosed if an organisation, or a pair of them, subtracts its own reports and knows that the others have 1
 * to 4.
 *
 * All sums of victims are withheld first, since they contribute least. If withholding one more table is then
 * enough, the finest such table is withheld. Otherwise tables are withheld one by one: each time the table
 * whose removal resolves most findings per withheld table, and the finest of equals. A table is withheld
 * together with its breakdowns. So a coarse table stays released if only a few of its breakdowns disclose,
 * although withholding the coarse table would resolve these findings too.
 *
 * `earlier` are the releases that count the same incidents: those of shorter periods within this period.
 * Original counts that are no longer stored are replaced by estimates.
 *
 * The first audit covers every count. With fewer tables an attacker knows less, so later audits cover only
 * the earlier findings. The last audit covers every count again.
 */
export async function findDisclosiveTables(
  linkedTables: LinkedTables,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
  { pairedOrganisations, ...options }: CheckOptions,
): Promise<DisclosiveTables> {
  const pairs = pairsToCheck(drawn, pairedOrganisations);
  // Pairs are added before the estimate, so that the own counts of pairs are limited to the estimated counts
  // too.
  const before = await estimateLostCounts(withPairs(earlier, pairs), options);
  const due = withPairs(drawn, pairs);
  const all = await findIn([...before, ...due], options);
  if (all.counts.size === 0) return { tables: new Set(), victims: new Set() };
  const withSums = due.filter((one) => one.drawn.victims !== undefined);
  const withoutSums = due.map(withoutVictims);
  const findWithout = (tables: ReadonlySet<string>, found?: Findings): Promise<Findings> =>
    findIn([...before, ...withoutSums.filter(({ table }) => !tables.has(table.id))], options, found);
  /** Audits all counts again once the earlier findings are resolved. */
  const confirm = async (tables: ReadonlySet<string>, left: Findings): Promise<Findings> =>
    left.counts.size > 0 || tables.size === linkedTables.length ? left : findWithout(tables);
  let withheld: ReadonlySet<string> = new Set();
  let found = withSums.length === 0 ? all : await confirm(withheld, await findWithout(withheld, all));
  while (found.counts.size > 0 && withheld.size < linkedTables.length) {
    const next = await selectNext(linkedTables, withheld, found, findWithout);
    if (next === undefined) break;
    withheld = next.tables;
    found = await confirm(withheld, next.left);
  }
  const released = withSums.map(({ table }) => table.id).filter((id) => !withheld.has(id));
  return { tables: withheld, victims: new Set(released) };
}

type Selection = {
  readonly tables: ReadonlySet<string>;
  /** Findings that remain if these tables are withheld. */
  readonly left: Findings;
  /** Resolved findings per additional table. */
  readonly worth: number;
};

/** Selects the next table to withhold, with its breakdowns. */
async function selectNext(
  linkedTables: LinkedTables,
  withheld: ReadonlySet<string>,
  found: Findings,
  findWithout: (tables: ReadonlySet<string>, found: Findings) => Promise<Findings>,
): Promise<Selection | undefined> {
  const finestFirst = linkedTables.filter(({ id }) => !withheld.has(id)).toReversed();
  let best: Selection | undefined;
  for (const table of finestFirst) {
    if (best !== undefined && (best.left.counts.size === 0 || table.splits === undefined)) continue;
    const tables = new Set([...withheld, ...withBreakdowns(table, linkedTables)]);
    const left = await findWithout(tables, found);
    const worth = (found.counts.size - left.counts.size) / (tables.size - withheld.size);
    if (best === undefined || worth > best.worth) best = { tables, left, worth };
  }
  return best;
}

/** Names of disclosed counts, and names of the attackers (organisations or pairs) that learn these counts. */
type Findings = {
  readonly counts: ReadonlySet<string>;
  readonly attackers: ReadonlySet<string> | 'everybody';
};

async function findIn(
  releases: readonly ReleasedTable[],
  options: DisclosureAuditOptions,
  before?: Findings,
): Promise<Findings> {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases);
  const toCheck = before && hidden.filter(({ name }) => before.counts.has(name));
  if (toCheck?.length === 0) return { counts: new Set(), attackers: new Set() };
  const scope = toCheck && new Set(toCheck.map(({ variable }) => variable));
  const auditOptions = { ...options, ...(scope === undefined ? {} : { scope }) };
  const names = before?.attackers ?? 'everybody';
  const determined =
    names === 'everybody' ? await findDeterminedCounts(linearSystem, hidden, auditOptions) : [];
  // The audit does not record which attackers learn a count that outsiders learn too. So all attackers are
  // checked again later.
  const attackersToCheck = attackers.filter(({ name }) => names === 'everybody' || names.has(name));
  const inferred =
    attackersToCheck.length === 0
      ? []
      : await findInferredCounts(linearSystem, hidden, attackersToCheck, auditOptions);
  return {
    counts: new Set([...determined, ...inferred].map(({ name }) => name)),
    attackers: determined.length > 0 ? 'everybody' : new Set(inferred.map(({ attacker }) => attacker)),
  };
}

/** A table and all its breakdowns. */
function withBreakdowns(table: PlannedTable, linkedTables: LinkedTables): string[] {
  const ids = [table.id];
  for (const one of linkedTables) if (ids.includes(one.splits?.table ?? '')) ids.push(one.id);
  return ids;
}
