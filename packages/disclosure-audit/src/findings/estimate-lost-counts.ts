import { codesOf, type TrueCell } from '@waylight/disclosure-control';
import { readReleases } from '../system/read-releases.ts';
import { keyOf, type ReleasedTable, type ReleaseVariables } from '../system/release-variables.ts';
import { type DisclosureAuditOptions, fitCounts } from './run-audit.ts';

/**
 * Replaces lost counts of releases by counts from which they may have been drawn: of all that fit the
 * releases of the period, those nearest to the current counts. So late reports are assumed to be as few as
 * possible, and they leave as little open as possible. An organisation's own part is its current one, as far
 * as it fits.
 *
 * Fitting counts are free of contradictions, so longer periods can be audited with them. The lost counts stay
 * unknown: all that may be small are checked (`HiddenCount.isEstimate`). Rejects as `findDeterminedCounts`
 * does.
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
