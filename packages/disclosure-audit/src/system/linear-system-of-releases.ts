import type { Attacker } from './attacker.ts';
import type { HiddenCount } from './hidden-count.ts';
import type { LinearSystem, Variable } from './linear-system.ts';
import { addPeriodConstraints } from './period-constraints.ts';
import { readReleases } from './read-releases.ts';
import type { ReleasedTable } from './release-variables.ts';

/** Everything that somebody reads who has these releases. */
export type ReleasesSystem = {
  readonly linearSystem: LinearSystem;
  readonly hidden: readonly HiddenCount[];
  /** The table of each hidden count. */
  readonly tableOf: ReadonlyMap<Variable, string>;
  /** One for each organisation that has a part. */
  readonly attackers: readonly Attacker[];
};

/**
 * Puts together everything that somebody reads who has all of these releases: of a period all tables and all circles, and of a year
 * all periods, because they nest. What it takes for known beside the numbers:
 *
 * - cells of a table that splits another add up to the counts that were split, whether they are given or not;
 * - a sum of victims is what incidents of the sizes that are counted can have;
 * - a wider circle's cell counts a part of the narrower one's;
 * - a longer period counts what its shorter ones counted and what came late or was taken back: anything between nothing and what
 *   it really was. So he who thinks that nothing came late is among the attackers, and what was really there stays possible.
 *
 * Hidden are all cells of all tables, those that are not broken down among them, and all totals of tables that split none.
 */
export function linearSystemOf(releases: readonly ReleasedTable[]): ReleasesSystem {
  const { linearSystem, hidden, tableOf, tables, own } = readReleases(releases);
  addPeriodConstraints(linearSystem, own, tables);
  const attackers = [...own].map(([name, counts]) => ({ name, own: counts }));
  return { linearSystem, hidden, tableOf, attackers };
}
