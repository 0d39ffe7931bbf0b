import type { LinkedTables, PlannedTable } from '@waylight/disclosure-control';
import type { ReleasedTable } from '../system/release-variables.ts';
import { type Findings, findIn } from './find-in.ts';
import type { DisclosureAuditOptions } from './run-audit.ts';

/**
 * Finds the tables of a period to withhold if no draw passes, because combined with earlier releases they disclose
 * a count.
 *
 * If withholding one table is enough, the finest such table is withheld. Otherwise tables are withheld one by one:
 * each time the table whose removal resolves most findings per withheld table, and the finest of equals. A table
 * is withheld together with its breakdowns. So a coarse table stays released if only a few of its breakdowns
 * disclose, although withholding the coarse table would resolve these findings too.
 *
 * The first audit covers every count. With fewer tables an attacker knows less, so later audits cover only
 * the earlier findings. The last audit covers every count again.
 */
export async function findDisclosiveTables(
  linkedTables: LinkedTables,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
  options: DisclosureAuditOptions,
): Promise<ReadonlySet<string>> {
  const findWithout = (tables: ReadonlySet<string>, found?: Findings): Promise<Findings> =>
    findIn([...earlier, ...drawn.filter(({ table }) => !tables.has(table.id))], {
      ...options,
      ...(found === undefined ? {} : { before: found }),
    });
  /** Audits all counts again once the earlier findings are resolved. */
  const confirm = async (tables: ReadonlySet<string>, left: Findings): Promise<Findings> =>
    left.counts.size > 0 || tables.size === linkedTables.length ? left : findWithout(tables);
  let withheld: ReadonlySet<string> = new Set();
  let found = await findWithout(withheld);
  while (found.counts.size > 0 && withheld.size < linkedTables.length) {
    const next = await selectNext(linkedTables, withheld, found, findWithout);
    if (next === undefined) break;
    withheld = next.tables;
    found = await confirm(withheld, next.left);
  }
  return withheld;
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

/** A table and all its breakdowns. */
function withBreakdowns(table: PlannedTable, linkedTables: LinkedTables): string[] {
  const ids = [table.id];
  for (const one of linkedTables) if (ids.includes(one.splits?.table ?? '')) ids.push(one.id);
  return ids;
}
