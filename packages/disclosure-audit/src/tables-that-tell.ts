import { type Family, type PlannedTable, withoutVictims } from '@waylight/disclosure-control';
import type { AttackOptions } from './attack-apart.ts';
import type { ReleasedTable } from './cells.ts';
import { withCountsThatFit } from './counts-that-fit.ts';
import { findPinnedFor } from './learnt.ts';
import { pairsToCheck, withPairs } from './pairs.ts';
import { findPinned } from './pinned.ts';
import { puzzleOf } from './puzzle-of-releases.ts';

/** What does not leave: tables, and of those that do the sums of victims. */
export type Telling = { readonly tables: ReadonlySet<string>; readonly victims: ReadonlySet<string> };

export type CheckOptions = AttackOptions & {
  /** So many of the organisations with the most reports are held against it in pairs as well; see `pairsToCheck`. */
  readonly pairsOf: number;
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
export async function tablesThatTell(
  family: Family,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
  { pairsOf, ...options }: CheckOptions,
): Promise<Telling> {
  const pairs = pairsToCheck(drawn, pairsOf);
  // A pair's part of counts that stand for lost ones is kept within them like anybody's, so it must be there before.
  const before = await withCountsThatFit(withPairs(earlier, pairs), options);
  const due = withPairs(drawn, pairs);
  const all = await findIn([...before, ...due], options);
  if (all.counts.size === 0) return { tables: new Set(), victims: new Set() };
  const summed = due.filter((one) => one.drawn.victims !== undefined);
  const apart = due.map(withoutVictims);
  const findWithout = (tables: ReadonlySet<string>, found?: Findings): Promise<Findings> =>
    findIn([...before, ...apart.filter(({ table }) => !tables.has(table.id))], options, found);
  const findToTheEnd = async (tables: ReadonlySet<string>, left: Findings): Promise<Findings> =>
    left.counts.size > 0 || tables.size === family.length ? left : findWithout(tables);
  let withheld: ReadonlySet<string> = new Set();
  let found = summed.length === 0 ? all : await findToTheEnd(withheld, await findWithout(withheld, all));
  while (found.counts.size > 0 && withheld.size < family.length) {
    const finest = family.filter(({ id }) => !withheld.has(id)).toReversed();
    let best:
      | { readonly tables: ReadonlySet<string>; readonly left: Findings; readonly worth: number }
      | undefined;
    for (const table of finest) {
      if (best !== undefined && (best.left.counts.size === 0 || table.splits === undefined)) continue;
      const tables = new Set([...withheld, ...withAllThatSplit(table, family)]);
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
  options: AttackOptions,
  before?: Findings,
): Promise<Findings> {
  const { puzzle, hidden, attackers } = puzzleOf(releases);
  const wanted = before && hidden.filter(({ name }) => before.counts.has(name));
  if (wanted?.length === 0) return { counts: new Set(), to: new Set() };
  const among = wanted && new Set(wanted.map(({ unknown }) => unknown));
  const asked = { ...options, ...(among === undefined ? {} : { among }) };
  const to = before?.to ?? 'everybody';
  const pinned = to === 'everybody' ? await findPinned(puzzle, hidden, asked) : [];
  // Of what an outsider is told it is not said again who else is: later they are all asked.
  const askedAttackers = attackers.filter(({ name }) => to === 'everybody' || to.has(name));
  const learnt =
    askedAttackers.length === 0 ? [] : await findPinnedFor(puzzle, hidden, askedAttackers, asked);
  return {
    counts: new Set([...pinned, ...learnt].map(({ name }) => name)),
    to: pinned.length > 0 ? 'everybody' : new Set(learnt.map(({ attacker }) => attacker)),
  };
}

/** A table and those that break it down further. */
function withAllThatSplit(table: PlannedTable, family: Family): string[] {
  const ids = [table.id];
  for (const one of family) if (ids.includes(one.splits?.table ?? '')) ids.push(one.id);
  return ids;
}
