/** Logs, stores and workers that a test opens, until it closes them all. */
import { RELEASES_TOPIC } from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import type { LiveConsumption } from '../count/live-consumption.ts';
import { readLastRecords } from '../tasks/read-last-records.ts';
import type { OpenPair, Pair } from './pairs.ts';
import { startWorker } from './region.ts';

const pairs: OpenPair[] = [];
const workers: LiveConsumption[] = [];

export async function openPair(pair: Pair): Promise<OpenPair> {
  const one = await pair.open();
  pairs.push(one);
  return one;
}

export async function startTrackedWorker(one: OpenPair): Promise<void> {
  workers.push(await startWorker(one));
}

export async function stopWorkers(): Promise<void> {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
}

/** Stops the workers that are left and closes everything that was opened. */
export async function closeOpenPairs(): Promise<void> {
  await stopWorkers();
  await Promise.all(pairs.splice(0).map((pair) => pair.close()));
}

/** What is on the log of releases, oldest first. */
export async function readPublishedReleases({
  eventLog,
}: {
  readonly eventLog: EventLog;
}): Promise<Uint8Array[]> {
  const records = await readLastRecords(eventLog, { topic: RELEASES_TOPIC, partition: 0 }, 20);
  return records.flatMap(({ value }) => value ?? []);
}
