import type { Attacker } from './attacker.ts';
import type { HiddenCount, LinearSystem } from './linear-system.ts';
import { addPeriodConstraints } from './period-constraints.ts';
import { readReleases } from './read-releases.ts';
import type { ReleasedTable } from './release-variables.ts';
import { addSegmentConstraints } from './segment-constraints.ts';
import { addServiceConstraints } from './service-constraints.ts';
import { addThresholdConstraints } from './threshold-constraints.ts';
import { addWeekConstraints } from './week-constraints.ts';

/** Linear system of a reader of releases. */
export type ReleasesSystem = {
  readonly linearSystem: LinearSystem;
  readonly hidden: readonly HiddenCount[];
  /** One attacker for each organisation with own reports. */
  readonly attackers: readonly Attacker[];
};

/**
 * Combines everything that a reader of all these releases knows: all tables and audiences of a period, and
 * all nested periods. Besides the released numbers, the system assumes:
 *
 * - Cells of a breakdown add up to the counts that the table breaks down, also to counts that are not
 *   published.
 * - A sum of victims must be possible for the counted group sizes.
 * - A cell of a wider audience counts a part of the narrower audience's cell.
 * - A longer period counts its component periods, plus or minus late reports and retractions: from none to
 *   their true number. This covers attackers who assume that no report came late, and keeps the truth
 *   feasible.
 * - An incident at segment X-Y lies in X or Y; see `addSegmentConstraints`.
 * - The service, outcome and unavailable service of an incident agree; see `addServiceConstraints`.
 * - Incidents counted by week of receipt occurred in the months before; see `addWeekConstraints`.
 * - An audience wider than the narrowest has enough reports; see `addThresholdConstraints`.
 *
 * Hidden counts are all cells of all tables, also the cells that no table breaks down. They include all
 * totals of tables that are not breakdowns.
 */
export function linearSystemOf(releases: readonly ReleasedTable[]): ReleasesSystem {
  const { linearSystem, hidden, tables, own } = readReleases(releases);
  addPeriodConstraints(linearSystem, own, tables);
  addSegmentConstraints(linearSystem, tables);
  addServiceConstraints(linearSystem, tables);
  addThresholdConstraints(linearSystem, own, tables);
  addWeekConstraints(linearSystem, tables);
  const attackers = [...own].map(([name, counts]) => ({ name, own: counts }));
  return { linearSystem, hidden, attackers };
}
