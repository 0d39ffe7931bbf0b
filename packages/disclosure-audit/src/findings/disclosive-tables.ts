import { type LinkedTables, type PlannedTable, withoutVictims } from '@waylight/disclosure-control';
import { linearSystemOf } from '../system/linear-system-of-releases.ts';
import { pairsToCheck, withPairs } from '../system/organisation-pairs.ts';
import type { ReleasedTable } from '../system/release-variables.ts';
import { estimateLostCounts } from './estimate-lost-counts.ts';
import { findDeterminedCounts } from './find-determined-counts.ts';
import { findInferredCounts } from './find-inferred-counts.ts';
import type { DisclosureAuditOptions } from './run-audit.ts';

/** What does not leave: tables, and of those that do the sums of victims. */
export type DisclosiveTables = {
  readonly tables: ReadonlySet<string>;
  readonly victims: ReadonlySet<string>;
};

export type CheckOptions = DisclosureAuditOptions & {
  /** So many of the organisations with the most reports are held against it in pairs as well; see `pairsToCheck`. */
  readonly pairedOrganisations: number;
};

/**
 * The tables of a period that must not leave with the others, because together with what was released before they would leave too
 * little open of a small count: to an outsider fewer than five values, to an organisation that knows its own reports, or to two that
 * tell each other theirs, nothing but 1 to 4 of the others'. Where leaving out one table is enough, the finest one that is; otherwise tables are left out one after the other,
 * each time the one that ends the most findings for each table that goes with it, the finest of several, until nothing is told. A table goes
 * with those that split it, so that a coarse one, without which nothing is told either, stays where a few finer ones tell. Sums of victims go first, all of them: they say the least of what counts.
 *
 * `earlier` are the releases that count the same incidents: those of shorter periods within this one. Where what they counted is
 * lost, counts that fit them stand for it.
 *
 * Everything is looked at once. Who has fewer tables knows less, so of fewer tables only what was found before is looked at again,
 * and everything once more in the end.
 */
export async function findDisclosiveTables(
  linkedTables: LinkedTables,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
  { pairedOrganisations, ...options }: CheckOptions,
): Promise<DisclosiveTables> {
  const pairs = pairsToCheck(drawn, pairedOrganisations);
  // A pair's part of counts that stand for lost ones is kept within them like anybody's, so it must be there before.
  const before = await estimateLostCounts(withPairs(earlier, pairs), options);
  const due = withPairs(drawn, pairs);
  const all = await findIn([...before, ...due], options);
  if (all.counts.size === 0) return { tables: new Set(), victims: new Set() };
  const summed = due.filter((one) => one.drawn.victims !== undefined);
  const apart = due.map(withoutVictims);
  const findWithout = (tables: ReadonlySet<string>, found?: Findings): Promise<Findings> =>
    findIn([...before, ...apart.filter(({ table }) => !tables.has(table.id))], options, found);
  const findToTheEnd = async (tables: ReadonlySet<string>, left: Findings): Promise<Findings> =>
    left.counts.size > 0 || tables.size === linkedTables.length ? left : findWithout(tables);
  let withheld: ReadonlySet<string> = new Set();
  let found = summed.length === 0 ? all : await findToTheEnd(withheld, await findWithout(withheld, all));
  while (found.counts.size > 0 && withheld.size < linkedTables.length) {
    const finest = linkedTables.filter(({ id }) => !withheld.has(id)).toReversed();
    let best:
      | { readonly tables: ReadonlySet<string>; readonly left: Findings; readonly worth: number }
      | undefined;
    for (const table of finest) {
      if (best !== undefined && (best.left.counts.size === 0 || table.splits === undefined)) continue;
      const tables = new Set([...withheld, ...withBreakdowns(table, linkedTables)]);
      const left = await findWithout(tables, found);
      const worth = (found.counts.size - left.counts.size) / (tables.size - withheld.size);
      if (best === undefined || worth > best.worth) best = { tables, left, worth };
    }
    if (best === undefined) break;
    withheld = best.tables;
    found = await findToTheEnd(withheld, best.left);
  }
  const leaving = summed.map(({ table }) => table.id).filter((id) => !withheld.has(id));
  return { tables: withheld, victims: new Set(leaving) };
}

/** Counts that are told, by name, and the organisations, or pairs, that they are told to. */
type Findings = { readonly counts: ReadonlySet<string>; readonly to: ReadonlySet<string> | 'everybody' };

async function findIn(
  releases: readonly ReleasedTable[],
  options: DisclosureAuditOptions,
  before?: Findings,
): Promise<Findings> {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases);
  const wanted = before && hidden.filter(({ name }) => before.counts.has(name));
  if (wanted?.length === 0) return { counts: new Set(), to: new Set() };
  const scope = wanted && new Set(wanted.map(({ variable }) => variable));
  const auditOptions = { ...options, ...(scope === undefined ? {} : { scope }) };
  const to = before?.to ?? 'everybody';
  const determined = to === 'everybody' ? await findDeterminedCounts(linearSystem, hidden, auditOptions) : [];
  // Of what an outsider is told it is not said again who else is: later they are all asked.
  const attackersToCheck = attackers.filter(({ name }) => to === 'everybody' || to.has(name));
  const inferred =
    attackersToCheck.length === 0
      ? []
      : await findInferredCounts(linearSystem, hidden, attackersToCheck, auditOptions);
  return {
    counts: new Set([...determined, ...inferred].map(({ name }) => name)),
    to: determined.length > 0 ? 'everybody' : new Set(inferred.map(({ attacker }) => attacker)),
  };
}

/** A table and those that break it down further. */
function withBreakdowns(table: PlannedTable, linkedTables: LinkedTables): string[] {
  const ids = [table.id];
  for (const one of linkedTables) if (ids.includes(one.splits?.table ?? '')) ids.push(one.id);
  return ids;
}
