import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import type { EventLog } from '@waylight/event-log';
import { readExtent } from '../count/log-positions.ts';

/** A signed release, and its bytes as they are on the log or will be. */
export type SignedRelease = { readonly event: ReleaseEvent; readonly bytes: Uint8Array };

export type ReleaseLog = {
  /** Reads to the end of the topic and returns all releases by id, in the order of the log. */
  refresh(signal?: AbortSignal): Promise<ReadonlyMap<string, SignedRelease>>;
};

/** Releases on releases.v1. The first event with an id is the release; a repeated event is identical. */
export function createReleaseLog(log: EventLog): ReleaseLog {
  const releases = new Map<string, SignedRelease>();
  const id = { topic: RELEASES_TOPIC, partition: 0 };
  let from: number | undefined;

  const readToEnd = async (signal?: AbortSignal): Promise<void> => {
    const { start, end } = await readExtent(log, id);
    from ??= start;
    if (end <= from) return;
    for await (const batch of log.readFrom(id, from, { until: end, ...(signal ? { signal } : {}) })) {
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
      // One call reads at a time, because two would read the same records twice.
      reading = reading.catch(() => undefined).then(() => readToEnd(signal));
      await reading;
      return releases;
    },
  };
}
