import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { type Audience, type ExportedTable, exportTable } from '@waylight/disclosure-control';
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
export const exportRelease = ({ event }: KnownRelease): ExportedTable =>
  exportTable(event, audienceOrNarrowest(event.audience));
