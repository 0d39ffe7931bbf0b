import { RELEASES_TOPIC } from '@waylight/contracts';
import type { ReleaseEvent } from '@waylight/contracts/release';
import type { Appender } from '@waylight/event-log';
import type { ReleasedStore } from '@waylight/view-store';
import type { ReleaseLog, SignedRelease } from './release-log.ts';

/** Log and store in which releases are published. */
type Publication = {
  readonly appender: Appender;
  readonly releases: ReleaseLog;
  readonly releasedStore: ReleasedStore;
  /** Called when releases are on the log. */
  readonly onPublished?: () => void;
};

/** Appends releases of one draw in one batch, and copies them to the released store. */
export async function publishReleases(
  job: Publication,
  releases: readonly SignedRelease[],
  signal: AbortSignal,
): Promise<string[]> {
  signal.throwIfAborted();
  const records = releases.map(({ event, bytes }) => ({ key: Buffer.from(event.releaseId), value: bytes }));
  // All releases of a draw are appended, or none, because tables agree only within one draw.
  await job.appender.append(RELEASES_TOPIC, records, { signal });
  job.onPublished?.();
  // The first event with an id is the release, so the log is read again.
  const published = await job.releases.refresh(signal);
  for (const release of releases)
    await putRelease(job.releasedStore, published.get(release.event.releaseId) ?? release);
  return releases.map(({ event }) => event.releaseId);
}

/** Copies a release to the released store: the bytes of the event, with labels for queries. */
export async function putRelease(
  releasedStore: ReleasedStore,
  { event, bytes }: SignedRelease,
): Promise<void> {
  await releasedStore.putTable({
    id: event.releaseId,
    index: releaseLabels(event),
    body: bytes,
  });
}

function releaseLabels({ tableId, period, releaseId }: ReleaseEvent): Record<string, string> {
  return { table: tableId, period, audience: releaseId.slice(releaseId.lastIndexOf('.') + 1) };
}
