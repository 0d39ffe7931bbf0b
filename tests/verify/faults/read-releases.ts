import { createHash } from 'node:crypto';
import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import type { EventLog } from '@waylight/event-log';
import { createRedisReleasedReader } from '@waylight/view-store';
import type { LoggedRelease, StoredReleases } from './check-releases.ts';
import { eventually } from './eventually.ts';

const digestOf = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('base64');

/** Reads every event on the topic of releases. */
export async function readReleaseEvents(log: EventLog): Promise<LoggedRelease[]> {
  const found: LoggedRelease[] = [];
  const [bounds] = await log.offsets(RELEASES_TOPIC);
  for await (const { records } of log.readFrom({ topic: RELEASES_TOPIC, partition: 0 }, bounds?.start ?? 0))
    for (const { offset, value } of records)
      if (value !== null)
        found.push({ offset, releaseId: ReleaseEvent.decode(value).releaseId, digest: digestOf(value) });
  return found;
}

/** Longer than an append may wait for its answer (30 s) plus a request for its answer (20 s); after both it is retried. */
const FOUND_MS = 90_000;

/**
 * Reads the released store past every proxy, until it contains all `events` or until the deadline. The region goes on
 * releasing, so the last release may still be on its way from the log to the store.
 */
export async function waitForReleases(
  events: readonly LoggedRelease[],
  redisUrl: string,
  namespace: string,
): Promise<StoredReleases> {
  let released: StoredReleases = new Map();
  await eventually(async () => {
    released = await readReleased(redisUrl, namespace);
    return events.every(({ releaseId }) => released.has(releaseId));
  }, FOUND_MS);
  return released;
}

async function readReleased(redisUrl: string, namespace: string): Promise<StoredReleases> {
  const store = await createRedisReleasedReader({ url: redisUrl, namespace });
  try {
    const found = new Map<string, string>();
    for (const { id } of await store.listReleases()) {
      const table = await store.readRelease(id);
      if (table !== null) found.set(id, digestOf(table.body));
    }
    return found;
  } finally {
    await store.close();
  }
}
