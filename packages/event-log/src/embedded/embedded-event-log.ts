import { LogError } from '../errors.ts';
import { offsetRangeError } from '../partition-reading.ts';
import type { Consumption, EventLog, LogBatch, PartitionId, ReadOptions } from '../port.ts';
import { createAppendQueue, createEmbeddedAppender } from './appender.ts';
import { compact } from './compaction.ts';
import { startEmbeddedConsumption } from './consumption.ts';
import { type LogDatabase, openDatabase } from './database.ts';
import { readBatch } from './read-batch.ts';
import { applyTopics, checkTopics } from './topics.ts';
import { createWaker, type Waker } from './waker.ts';

export type EmbeddedEventLogOptions = {
  /** SQLite file, created if missing; one process at a time can open it. */
  readonly file: string;
  /** Ten minutes by default. Compaction also runs at the start. */
  readonly compactEveryMs?: number;
};

export type EmbeddedEventLog = EventLog & {
  /** Compacts now, and returns the number of dropped records. */
  compact(): number;
};

/** The log of a trial: one SQLite file, with writers and readers in one process. */
export function createEmbeddedEventLog(options: EmbeddedEventLogOptions): EmbeddedEventLog {
  const db = openDatabase(options.file);
  const waker = createWaker();
  const queue = createAppendQueue(db, () => waker.wake());
  const consumptions = new Map<string, Consumption>();
  const closing = new AbortController();
  let closed = false;
  const requireOpen = (): LogDatabase => {
    if (closed) throw new LogError('closed', 'the event log is closed');
    return db;
  };
  compact(db, Date.now());
  const timer = setInterval(() => compact(db, Date.now()), options.compactEveryMs ?? 10 * 60 * 1000);
  timer.unref();

  return {
    clusterId: async () => requireOpen().clusterId,
    topicId: async (topic) => requireOpen().topic(topic).topicId,
    applyTopics: async (specs) => {
      const applied = applyTopics(requireOpen(), specs);
      waker.notifyTopicsChanged();
      return applied;
    },
    checkTopics: async (specs) => checkTopics(requireOpen(), specs),
    listTopics: async () =>
      [...requireOpen().topics.values()].map(({ name, partitions }) => ({ name, partitions })),
    offsets: async (topic) =>
      requireOpen()
        .topic(topic)
        .offsetRanges.map(({ start, next }, partition) => ({ partition, start, end: next })),
    createAppender: () => createEmbeddedAppender(queue),
    consume: async (consumeOptions) => {
      if (consumptions.has(consumeOptions.group)) {
        throw new LogError(
          'unavailable',
          `group ${consumeOptions.group} already has a consumer, and can have one`,
        );
      }
      const consumption = await startEmbeddedConsumption(requireOpen(), waker, consumeOptions);
      consumptions.set(consumeOptions.group, consumption);
      void consumption.ended.then(() => consumptions.delete(consumeOptions.group));
      return consumption;
    },
    readFrom: (id, from, readOptions = {}) => {
      const signals = [closing.signal, ...(readOptions.signal === undefined ? [] : [readOptions.signal])];
      return readFrom(requireOpen(), waker, id, from, readOptions, AbortSignal.any(signals));
    },
    compact: () => compact(requireOpen(), Date.now()),
    close: async () => {
      if (closed) return;
      await Promise.all([...consumptions.values()].map((consumption) => consumption.stop()));
      closed = true;
      closing.abort(new LogError('closed', 'the event log is closed'));
      clearInterval(timer);
      queue.close();
      db.close();
    },
  };
}

async function* readFrom(
  db: LogDatabase,
  waker: Waker,
  id: PartitionId,
  from: number,
  options: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<LogBatch> {
  const { until = 'end', maxBatchRecords = 2_000 } = options;
  const { start, next } = db.offsetRange(id);
  const outside = offsetRangeError(id, from, { start, end: next });
  if (outside !== undefined) throw outside;
  const before = until === 'end' ? next : until === 'follow' ? Number.MAX_SAFE_INTEGER : until;
  const wake = () => waker.wake();
  signal.addEventListener('abort', wake, { once: true });
  try {
    let offset = from;
    while (offset < before) {
      signal.throwIfAborted();
      const batch = readBatch(db, id, offset, before, maxBatchRecords);
      if (batch.nextOffset > offset) {
        yield batch;
        offset = batch.nextOffset;
      } else {
        await waker.nextWake();
      }
    }
  } finally {
    signal.removeEventListener('abort', wake);
  }
}
