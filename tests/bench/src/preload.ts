import { NODE_COUNTRIES, reportsTopic, topicRegistry } from '@waylight/contracts';
import { AppendError, type Appender, type EventLog, type OutgoingRecord } from '@waylight/event-log';
import type { BenchEvent } from './bench-events.ts';

const BATCH = 2_000;
const MOST_ATTEMPTS = 5;

/** Lays the events on the topics of their nodes, and says how many records lie there: a batch may do so twice. */
export async function preload(
  log: EventLog,
  events: readonly BenchEvent[],
  partitions: number,
): Promise<number> {
  await log.applyTopics(topicRegistry(partitions));
  const appender = log.createAppender();
  let records = 0;
  try {
    for (const country of NODE_COUNTRIES) {
      const topic = reportsTopic(country);
      const own = events.filter((event) => event.country === country);
      for (let from = 0; from < own.length; from += BATCH)
        await append(appender, topic, own.slice(from, from + BATCH));
      for (const { start, end } of await log.offsets(topic)) records += end - start;
    }
  } finally {
    await appender.close();
  }
  return records;
}

/** A topic that was just made may have no leader yet, and what was not acknowledged is sent again. */
async function append(appender: Appender, topic: string, batch: readonly OutgoingRecord[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await appender.append(topic, batch);
      return;
    } catch (error) {
      if (!(error instanceof AppendError) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}
