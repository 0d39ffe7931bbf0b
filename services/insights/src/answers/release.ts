import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { type Audience, type ExportedTable, exportTable } from '@waylight/disclosure-control';
import { explainVictims, SUMS_NOTICE } from '@waylight/disclosure-control/notices';
import { footnotes } from './explain.ts';
import { type ApprovedReleases, isReadable } from './is-readable.ts';
import type { KnownRelease, ReleasedSnapshot } from './released-snapshot.ts';

/** A release by its id; undefined if none exists or this audience may not read it. */
export function findReadableRelease(
  snapshot: ReleasedSnapshot,
  approvedReleases: ApprovedReleases,
  audience: Audience,
  id: string,
): KnownRelease | undefined {
  return snapshot.releases.find(
    ({ event }) => event.releaseId === id && isReadable(event, approvedReleases, audience),
  );
}

/** A release as a document with all numbers. */
export function exportRelease(release: KnownRelease, notice: string | undefined): ExportedTable {
  const { event } = release;
  return exportTable(event, audienceOrNarrowest(event.audience), noticesOf(release, notice));
}

/** Notices to show with the numbers of a release. */
export function noticesOf({ event, drawn }: KnownRelease, notice: string | undefined): string[] {
  const sums = event.marginsAreSums ? [SUMS_NOTICE] : [];
  const victims = drawn.victims === undefined ? [] : [explainVictims(drawn.victims)];
  const hasKosovo = [...event.rows, ...event.columns].includes('XK');
  return [...(notice === undefined ? [] : [notice]), ...sums, ...victims, ...footnotes(hasKosovo)];
}
