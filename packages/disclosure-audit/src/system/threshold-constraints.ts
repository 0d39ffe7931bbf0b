import { codesOf, leastOtherReports } from '@waylight/disclosure-control';
import { type LinearSystem, sumOf } from './linear-system.ts';
import { ownAt } from './read-releases.ts';
import { type OwnCounts, type ReleaseVariables, truthAt, variablesAt } from './release-variables.ts';

/**
 * Adds that an audience wider than the narrowest gets a release only if it has enough reports; see `hasEnoughReports`.
 * So the total of a top table has a minimum. An organisation counts for at most half of it. So it knows how many
 * reports the others have at least, and a group knows this from the reports of each member.
 *
 * No bound follows from a missing release, because a single organisation may have any number of reports. A bound is at
 * most the true number, which keeps the truth feasible for estimated counts and for releases under earlier rules.
 */
export function addThresholdConstraints(
  linearSystem: LinearSystem,
  own: OwnCounts,
  tables: readonly ReleaseVariables[],
): void {
  for (const cells of tables) {
    const { table, audience, isLatent, reportsOfMembers } = cells.release;
    if (isLatent === true || table.splits !== undefined || audience === table.audience) continue;
    const [rows, columns] = [codesOf(table.rows), codesOf(table.columns)];
    const truth = truthAt(cells, rows, columns);
    const leastTotal = (known: number, members: readonly number[]) =>
      Math.min(truth, known + leastOtherReports(members, table.period));
    // The total is a variable of its own, because an organisation knows a higher minimum than its own reports.
    const total = linearSystem.addVariable({
      least: leastTotal(0, []),
      most: Number.POSITIVE_INFINITY,
      start: truth,
    });
    linearSystem.addConstraint([...sumOf([total]), ...sumOf(variablesAt(cells, rows, columns), -1)], {
      least: 0,
      most: 0,
    });
    for (const name of cells.ownCounts.keys()) {
      const known = ownAt(cells, name, rows, columns);
      if (known > 0) own.get(name)?.set(total, leastTotal(known, reportsOfMembers?.get(name) ?? [known]));
    }
  }
}
