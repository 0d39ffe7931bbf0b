import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import type { EventLog } from '@waylight/event-log';

/** A release as it lies on the log: these very bytes are what it is. */
export type PublishedRelease = { readonly event: ReleaseEvent; readonly bytes: Uint8Array };

export type ReleaseLog = {
  /** Reads on to the end of the topic; answers all releases by id, in the order of the log. */
  refresh(signal?: AbortSignal): Promise<ReadonlyMap<string, PublishedRelease>>;
};

/** The releases of releases.v1. Of two events with one id the first is the release: a repeat says the same. */
export function createReleaseLog(log: EventLog): ReleaseLog {
  const releases = new Map<string, PublishedRelease>();
  const id = { topic: RELEASES_TOPIC, partition: 0 };
  let from: number | undefined;

  const readOn = async (signal?: AbortSignal): Promise<void> => {
    const extent = (await log.offsets(RELEASES_TOPIC))[0];
    from ??= extent?.start ?? 0;
    if (extent === undefined || extent.end <= from) return;
    for await (const batch of log.readFrom(id, from, { until: extent.end, ...(signal ? { signal } : {}) })) {
      for (const { value } of batch.records) {
        if (value === null) continue;
        const event = ReleaseEvent.decode(value);
        if (!releases.has(event.releaseId)) releases.set(event.releaseId, { event, bytes: value });
      }
      from = batch.nextOffset;
    }
  };

  let reading: Promise<void> = Promise.resolve();
  return {
    refresh: async (signal) => {
      // One reader at a time: two would read the same stretch twice.
      reading = reading.catch(() => undefined).then(() => readOn(signal));
      await reading;
      return releases;
    },
  };
}
