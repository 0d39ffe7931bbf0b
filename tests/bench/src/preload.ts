import { NODE_COUNTRIES, reportsTopic, topicRegistry } from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import type { BenchEvent } from './bench-events.ts';

const BATCH = 2_000;

/** Lays the events on the topics of their nodes. */
export async function preload(
  log: EventLog,
  events: readonly BenchEvent[],
  partitions: number,
): Promise<void> {
  await log.applyTopics(topicRegistry(partitions));
  const appender = log.createAppender();
  try {
    for (const country of NODE_COUNTRIES) {
      const own = events.filter((event) => event.country === country);
      for (let from = 0; from < own.length; from += BATCH)
        await appender.append(reportsTopic(country), own.slice(from, from + BATCH));
    }
  } finally {
    await appender.close();
  }
}
