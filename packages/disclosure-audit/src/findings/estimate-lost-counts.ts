import { codesOf, type TrueCell } from '@waylight/disclosure-control';
import { readReleases } from '../system/read-releases.ts';
import { keyOf, type ReleasedTable, type ReleaseVariables } from '../system/release-variables.ts';
import { type DisclosureAuditOptions, fitCounts } from './run-audit.ts';

/**
 * Replaces counts that are no longer stored. A release was drawn from these counts. Of all counts that fit
 * the releases of the period, the estimate takes those nearest to the current counts. So it assumes as few
 * late reports as possible, and late reports leave as few values possible as they can. An organisation's own
 * count is its current count, at most the estimated count of the cell.
 *
 * Estimates never contradict the releases, so longer periods can be audited with them. Rejects with the
 * errors of `findDeterminedCounts`.
 */
export async function estimateLostCounts(
  releases: readonly ReleasedTable[],
  options: DisclosureAuditOptions,
): Promise<readonly ReleasedTable[]> {
  const lost = releases.filter(({ isRecounted }) => isRecounted === true);
  if (lost.length === 0) return releases;
  const { linearSystem, hidden, tables } = readReleases(lost);
  const counts = await fitCounts(linearSystem, hidden, options);
  const fitting = new Map(tables.map((cells) => [cells.release, withFittingCounts(cells, counts)]));
  return releases.map((release) => fitting.get(release) ?? release);
}

function withFittingCounts({ release, countByKey }: ReleaseVariables, counts: Float64Array): ReleasedTable {
  const cells = codesOf(release.table.rows).flatMap((row) =>
    codesOf(release.table.columns).map((column): TrueCell => {
      const variable = countByKey.get(keyOf(row, column))?.variable;
      return { row, column, count: variable === undefined ? 0 : (counts[variable] ?? 0) };
    }),
  );
  const { cellsByOrganisation } = release;
  if (cellsByOrganisation === undefined) return { ...release, cells };
  const most = new Map(cells.map(({ row, column, count }) => [keyOf(row, column), count]));
  const parts = [...cellsByOrganisation].map(([name, own]) => [name, capCounts(own, most)] as const);
  return { ...release, cells, cellsByOrganisation: new Map(parts) };
}

function capCounts(own: readonly TrueCell[], most: ReadonlyMap<string, number>): TrueCell[] {
  const sums = new Map<string, TrueCell>();
  for (const { row, column, count } of own) {
    const key = keyOf(row, column);
    const sum = count + (sums.get(key)?.count ?? 0);
    sums.set(key, { row, column, count: Math.min(sum, most.get(key) ?? 0) });
  }
  return [...sums.values()];
}
