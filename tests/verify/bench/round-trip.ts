import { setTimeout as delay } from 'node:timers/promises';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { ofRuns } from './statistics.ts';

const TOPIC = 'bench-round-trip';
const EVERY_MS = 50;

export type RoundTrip = {
  /** Ends the measurement, and returns the median time in milliseconds. */
  readonly stop: () => Promise<number>;
};

/**
 * Measures the time of one small record from the append of one client to the reader of another, until it is stopped. Its
 * topic is deleted with those of its prefix.
 */
export async function startRoundTrips(kafka: string, prefix: string): Promise<RoundTrip> {
  const log = withTopicPrefix(createKafkaEventLog({ brokers: [kafka], clientId: 'waylight-bench' }), prefix);
  const settings = { cleanup: 'delete', retentionMs: -1, settings: {} } as const;
  await log.applyTopics([{ name: TOPIC, partitions: 1, ...settings }]);
  const appender = log.createAppender();
  const ending = new AbortController();
  const sentAt: number[] = [];
  const took: number[] = [];
  const from = (await log.offsets(TOPIC))[0]?.end ?? 0;

  const reading = (async () => {
    const follow = { signal: ending.signal, until: 'follow' } as const;
    for await (const { records } of log.readFrom({ topic: TOPIC, partition: 0 }, from, follow))
      for (const { offset } of records) took.push(performance.now() - (sentAt[offset - from] ?? Number.NaN));
  })().catch((error) => ending.signal.aborted || Promise.reject(error));
  const sending = (async () => {
    while (!ending.signal.aborted) {
      sentAt.push(performance.now());
      await appender.append(TOPIC, [{ key: Buffer.from('x'), value: Buffer.alloc(200) }]);
      await delay(EVERY_MS, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await Promise.all([sending, reading]);
      await log.close();
      return ofRuns(took).median;
    },
  };
}
