import { codesOf, type TrueCell } from '@waylight/disclosure-control';
import { readReleases } from '../system/read-releases.ts';
import { keyOf, type ReleasedTable, type ReleaseVariables } from '../system/release-variables.ts';
import { type DisclosureAuditOptions, runAudit } from './run-audit.ts';

/**
 * Gives releases whose counts are lost counts that they may have been drawn from: of all that fit what was released of the period
 * those that are nearest to what is counted of it now. So as little as can be came late, and with it as little as can be is left
 * open by not knowing what did. An organisation's own part is what it has now, as far as it fits.
 *
 * Counts that fit contradict nothing, so that longer periods can be held against them. What was lost stays unknown: all of these
 * counts that may be small are looked for (`Hidden.isEstimate`). Rejects as `findPinned` does.
 */
export async function estimateLostCounts(
  releases: readonly ReleasedTable[],
  options: DisclosureAuditOptions,
): Promise<readonly ReleasedTable[]> {
  const lost = releases.filter(({ isRecounted }) => isRecounted === true);
  if (lost.length === 0) return releases;
  const { linearSystem, hidden, tables } = readReleases(lost);
  const reply = await runAudit({ kind: 'lost', linearSystem, hidden }, options);
  if (reply.kind !== 'lost')
    throw new Error(`a question for counts that fit was answered with ${reply.kind}`);
  const fitting = new Map(tables.map((cells) => [cells.release, withFittingCounts(cells, reply.counts)]));
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
