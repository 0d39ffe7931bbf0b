import type { Family, PlannedTable } from '@waylight/disclosure-control';
import type { AttackOptions } from './attack-apart.ts';
import { findPinnedFor } from './learnt.ts';
import { findPinned } from './pinned.ts';
import { puzzleOf, type ReleasedTable } from './puzzle-of-releases.ts';

/**
 * The tables of a period that must not leave with the others, because together with what was released before they would leave too
 * little open of a small count: to an outsider fewer than five values, to an organisation that knows its own reports nothing but 1
 * to 4 of the others'. Where leaving out one table is enough, the finest one that is; otherwise tables are left out from the finest on
 * until nothing is found. A table goes with those that split it.
 *
 * `earlier` are the releases that count the same incidents: those of shorter periods within this one.
 */
export async function tablesThatTell(
  family: Family,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
  options: AttackOptions = {},
): Promise<ReadonlySet<string>> {
  const tells = (withheld: ReadonlySet<string>): Promise<boolean> =>
    tell([...earlier, ...drawn.filter(({ table }) => !withheld.has(table.id))], options);
  let withheld: ReadonlySet<string> = new Set();
  while (withheld.size < family.length && (await tells(withheld))) {
    const finest = family.filter(({ id }) => !withheld.has(id)).toReversed();
    const without = (table: PlannedTable) => new Set([...withheld, ...withAllThatSplit(table, family)]);
    let next: ReadonlySet<string> | undefined;
    for (const table of finest) {
      if (next !== undefined || table.splits === undefined) continue;
      if (!(await tells(without(table)))) next = without(table);
    }
    const [first] = finest;
    if (first === undefined) break;
    withheld = next ?? without(first);
  }
  return withheld;
}

async function tell(releases: readonly ReleasedTable[], options: AttackOptions): Promise<boolean> {
  const { puzzle, hidden, attackers } = puzzleOf(releases);
  if ((await findPinned(puzzle, hidden, options)).length > 0) return true;
  return attackers.length > 0 && (await findPinnedFor(puzzle, hidden, attackers, options)).length > 0;
}

/** A table and those that break it down further. */
function withAllThatSplit(table: PlannedTable, family: Family): string[] {
  const ids = [table.id];
  for (const one of family) if (ids.includes(one.splits?.table ?? '')) ids.push(one.id);
  return ids;
}
