import {
  activityTopic,
  type NodeCountry,
  RELEASES_TOPIC,
  reportsTopic,
  topicRegistry,
} from '@waylight/contracts';
import { AppendError, type EventLog } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { decodeCell, encodeCell } from '@waylight/trends';
import type { RawCellStore } from '@waylight/view-store';
import { type LiveConsumption, startLiveConsumption } from '../count/live-consumption.ts';
import { readLogEnds } from '../count/log-positions.ts';
import { partitionName } from '../count/partition-names.ts';
import { storedText } from '../count/stored-text.ts';
import { readLastRecords } from '../tasks/read-last-records.ts';
import type { Backend, LogAndStores } from './log-and-stores.ts';
import { addPlain, type PlainCells } from './plain-cells.ts';

export const silentLog = createLogger({ service: 'test', level: 'silent' });

type Record = { readonly key: Uint8Array; readonly value: Uint8Array | null };

export async function makeTopics(
  eventLog: EventLog,
  partitions: number,
  countries: readonly NodeCountry[],
): Promise<void> {
  await eventLog.applyTopics(topicRegistry(partitions, countries));
}

/** Appends reports as a node does: unacknowledged records are sent again through a new appender. */
export function send(eventLog: EventLog, node: NodeCountry, records: readonly Record[]): Promise<void> {
  return sendTo(eventLog, reportsTopic(node), records);
}

export function sendActivity(
  eventLog: EventLog,
  node: NodeCountry,
  records: readonly Record[],
): Promise<void> {
  return sendTo(eventLog, activityTopic(node), records);
}

async function sendTo(eventLog: EventLog, topic: string, records: readonly Record[]): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const appender = eventLog.createAppender();
    try {
      await appender.append(topic, records);
      return;
    } catch (error) {
      if (!(error instanceof AppendError) || attempt > 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    } finally {
      await appender.close();
    }
  }
}

/** Starts the counting of one process. */
export async function startWorker(
  { eventLog, viewStore }: Pick<LogAndStores, 'eventLog' | 'viewStore'>,
  options: { readonly maxCachedCells?: number } = {},
): Promise<LiveConsumption> {
  const deadLetters = eventLog.createAppender();
  const live = await startLiveConsumption(
    {
      eventLog,
      viewStore,
      deadLetters,
      log: silentLog,
      group: 'workers',
      concurrency: 3,
      maxCachedCells: options.maxCachedCells ?? 10_000,
      generationWatchMs: 50,
      topicWatchMs: 500,
    },
    AbortSignal.timeout(5_000),
  );
  return {
    ...live,
    stop: async () => {
      await live.stop();
      await deadLetters.close();
    },
  };
}

/** Waits until the store has persisted the whole log. */
export async function waitUntilAllCounted(
  eventLog: EventLog,
  store: RawCellStore,
  deadlineMs = 45_000,
): Promise<void> {
  await waitFor(
    'the log to be fully counted',
    async () => {
      const ends = await readLogEnds(eventLog);
      const positions = await Promise.all(ends.map(({ id }) => store.position(partitionName(id))));
      return ends.every(({ end }, i) => end === 0 || (positions[i]?.offset ?? 0) >= end);
    },
    { deadlineMs, everyMs: 50 },
  );
}

/** Raw cells of a generation, added up over all partitions. */
export async function cellsOf(store: RawCellStore): Promise<PlainCells> {
  const sums = new Map<string, { bucket: string; field: string; value: ReturnType<typeof decodeCell> }>();
  for (const partition of await store.partitions())
    for (const [bucket, fields] of (await store.snapshot(partition)).buckets)
      for (const [field, bytes] of fields) {
        const value = decodeCell(storedText(bytes));
        const sum = sums.get(`${bucket} ${field}`)?.value ?? { reports: 0, incidents: 0, victims: 0 };
        sums.set(`${bucket} ${field}`, {
          bucket,
          field,
          value: {
            reports: sum.reports + value.reports,
            incidents: sum.incidents + value.incidents,
            victims: sum.victims + value.victims,
          },
        });
      }
  const cells: PlainCells = {};
  for (const { bucket, field, value } of sums.values())
    addPlain(cells, bucket, field, encodeCell(value) ?? 'a stored cell that counts nothing');
  return cells;
}

const opened: LogAndStores[] = [];
const workers: LiveConsumption[] = [];

/** Opens log and stores, which `closeLogsAndStores` closes. */
export async function openLogAndStores(backend: Backend): Promise<LogAndStores> {
  const one = await backend.open();
  opened.push(one);
  return one;
}

export async function startTrackedWorker(one: LogAndStores): Promise<void> {
  workers.push(await startWorker(one));
}

export async function stopWorkers(): Promise<void> {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
}

/** Stops the remaining workers and closes everything that is open. */
export async function closeLogsAndStores(): Promise<void> {
  await stopWorkers();
  await Promise.all(opened.splice(0).map((backend) => backend.close()));
}

/** Releases on the log, oldest first. */
export async function readPublishedReleases({
  eventLog,
}: {
  readonly eventLog: EventLog;
}): Promise<Uint8Array[]> {
  const records = await readLastRecords(eventLog, { topic: RELEASES_TOPIC, partition: 0 }, 20);
  return records.flatMap(({ value }) => value ?? []);
}
