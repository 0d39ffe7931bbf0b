import { setTimeout as delay } from 'node:timers/promises';
import { NODE_COUNTRIES, type NodeCountry, reportsTopic, topicRegistry } from '@waylight/contracts';
import { AppendError, type Appender, type EventLog, type OutgoingRecord } from '@waylight/event-log';
import type { BenchEvent } from './bench-events.ts';

const BATCH = 2_000;
const MAX_ATTEMPTS = 20;
const PAUSE_MS = 250;

/** The number of records on the topics (a retried batch counts twice), and the average size of a value. */
export type Preloaded = { readonly records: number; readonly valueBytes: number };

/** Appends the events to the topics of their nodes, with at most one batch for each node in memory. */
export async function preload(
  log: EventLog,
  events: Iterable<BenchEvent>,
  partitions: number,
): Promise<Preloaded> {
  await log.applyTopics(topicRegistry(partitions));
  for (const country of NODE_COUNTRIES) await waitForLeaders(log, reportsTopic(country));
  const appender = log.createAppender();
  const batches = new Map<NodeCountry, BenchEvent[]>(NODE_COUNTRIES.map((country) => [country, []]));
  let count = 0;
  let bytes = 0;
  try {
    for (const event of events) {
      count++;
      bytes += event.value.length;
      const batch = batches.get(event.country) ?? [];
      if (batch.push(event) < BATCH) continue;
      batches.set(event.country, []);
      await append(appender, reportsTopic(event.country), batch);
    }
    let records = 0;
    for (const [country, batch] of batches) {
      const topic = reportsTopic(country);
      if (batch.length > 0) await append(appender, topic, batch);
      for (const { start, end } of await log.offsets(topic)) records += end - start;
    }
    return { records, valueBytes: Math.round(bytes / count) };
  } finally {
    await appender.close();
  }
}

/** A new topic has no leaders for a while. */
async function waitForLeaders(log: EventLog, topic: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await log.offsets(topic);
      return;
    } catch (error) {
      if (attempt === MAX_ATTEMPTS) throw error;
      await delay(PAUSE_MS);
    }
  }
}

/** Appends a batch, and repeats it until it is acknowledged. */
async function append(appender: Appender, topic: string, batch: readonly OutgoingRecord[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await appender.append(topic, batch);
      return;
    } catch (error) {
      if (!(error instanceof AppendError) || attempt === MAX_ATTEMPTS) throw error;
      await delay(PAUSE_MS);
    }
  }
}
