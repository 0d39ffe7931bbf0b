import type { Attacker } from './attacker.ts';
import type { HiddenCount, LinearSystem } from './linear-system.ts';
import { addPeriodConstraints } from './period-constraints.ts';
import { readReleases } from './read-releases.ts';
import type { ReleasedTable } from './release-variables.ts';

/** Linear system of a reader of releases. */
export type ReleasesSystem = {
  readonly linearSystem: LinearSystem;
  readonly hidden: readonly HiddenCount[];
  /** One for each organisation with an own part. */
  readonly attackers: readonly Attacker[];
};

/**
 * Combines everything that a reader of all these releases knows: all tables and audiences of a period, and
 * all nested periods. Besides the numbers it assumes:
 *
 * - Cells of a breakdown add up to the counts that it breaks down, also those that are not given.
 * - A sum of victims is possible for the counted group sizes.
 * - A cell of a wider audience counts a part of the narrower audience's cell.
 * - A longer period counts its component periods, plus or minus late reports and retractions: anything from
 *   nothing to their true number. So attackers who assume that nothing came late are covered, and the truth
 *   stays feasible.
 *
 * Hidden counts are all cells of all tables, also those that are not broken down, and all totals of tables
 * that are no breakdown.
 */
export function linearSystemOf(releases: readonly ReleasedTable[]): ReleasesSystem {
  const { linearSystem, hidden, tables, own } = readReleases(releases);
  addPeriodConstraints(linearSystem, own, tables);
  const attackers = [...own].map(([name, counts]) => ({ name, own: counts }));
  return { linearSystem, hidden, attackers };
}
