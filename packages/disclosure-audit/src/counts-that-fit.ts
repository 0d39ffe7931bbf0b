import { codesOf, type TrueCell } from '@waylight/disclosure-control';
import { type AttackOptions, attackApart } from './attack-apart.ts';
import { type Cells, keyOf, type ReleasedTable } from './cells.ts';
import { readReleases } from './read-releases.ts';

/**
 * Gives releases whose counts are lost counts that they may have been drawn from: of all that fit what was released of the period
 * those that are nearest to what is counted of it now. So as little as can be came late, and with it as little as can be is left
 * open by not knowing what did. An organisation's own part is what it has now, as far as it fits.
 *
 * Counts that fit contradict nothing, so that longer periods can be held against them. What was lost stays unknown: all of these
 * counts that may be small are looked for (`Hidden.isEstimate`). Rejects as `findPinned` does.
 */
export async function withCountsThatFit(
  releases: readonly ReleasedTable[],
  options: AttackOptions,
): Promise<readonly ReleasedTable[]> {
  const lost = releases.filter(({ isRecounted }) => isRecounted === true);
  if (lost.length === 0) return releases;
  const { puzzle, hidden, known } = readReleases(lost);
  const reply = await attackApart({ kind: 'fitting', puzzle, hidden }, options);
  if (reply.kind !== 'fitting')
    throw new Error(`a question for counts that fit was answered with ${reply.kind}`);
  const fitting = new Map(known.map((cells) => [cells.release, fittingOf(cells, reply.counts)]));
  return releases.map((release) => fitting.get(release) ?? release);
}

function fittingOf({ release, at }: Cells, counts: Float64Array): ReleasedTable {
  const cells = codesOf(release.table.rows).flatMap((row) =>
    codesOf(release.table.columns).map((column): TrueCell => {
      const unknown = at.get(keyOf(row, column))?.unknown;
      return { row, column, count: unknown === undefined ? 0 : (counts[unknown] ?? 0) };
    }),
  );
  const { ownOf } = release;
  if (ownOf === undefined) return { ...release, cells };
  const most = new Map(cells.map(({ row, column, count }) => [keyOf(row, column), count]));
  const parts = [...ownOf].map(([name, own]) => [name, atMost(own, most)] as const);
  return { ...release, cells, ownOf: new Map(parts) };
}

function atMost(own: readonly TrueCell[], most: ReadonlyMap<string, number>): TrueCell[] {
  const sums = new Map<string, TrueCell>();
  for (const { row, column, count } of own) {
    const key = keyOf(row, column);
    const sum = count + (sums.get(key)?.count ?? 0);
    sums.set(key, { row, column, count: Math.min(sum, most.get(key) ?? 0) });
  }
  return [...sums.values()];
}
