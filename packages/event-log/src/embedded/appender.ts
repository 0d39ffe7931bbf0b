import { AppendError, LogError } from '../errors.ts';
import { partitionOf } from '../partitioning.ts';
import type { AppendedAt, Appender, AppendOptions, TopicRecords } from '../port.ts';
import type { LogDatabase } from './database.ts';

type PendingAppend = {
  readonly batches: readonly TopicRecords[];
  readonly options: AppendOptions;
  resolve(at: AppendedAt[][]): void;
  reject(error: unknown): void;
};

export type AppendQueue = {
  append(batches: readonly TopicRecords[], options: AppendOptions): Promise<AppendedAt[][]>;
  /** Writes pending records, and rejects later ones. */
  close(): void;
};

/** Creates a queue with group commit: appends of one turn of the event loop share a durable transaction. */
export function createAppendQueue(db: LogDatabase, onAppended: () => void): AppendQueue {
  let pending: PendingAppend[] = [];
  let closed = false;

  const flush = (): void => {
    const group = pending;
    pending = [];
    const writable = group.filter(({ options, reject }) => {
      if (!options.signal?.aborted) return true;
      reject(
        new AppendError('the append was aborted before it was written', { cause: options.signal.reason }),
      );
      return false;
    });
    if (writable.length === 0) return;
    writeGroup(db, writable);
    onAppended();
  };

  return {
    append: (batches, options) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new LogError('closed', 'the event log is closed'));
          return;
        }
        pending.push({ batches, options, resolve, reject });
        if (pending.length === 1) setImmediate(flush);
      }),
    close: () => {
      flush();
      closed = true;
    },
  };
}

/**
 * An append that cannot be written, such as to an unknown topic, does not affect the others: each is then written in its own
 * transaction.
 */
function writeGroup(db: LogDatabase, group: readonly PendingAppend[]): void {
  const before = snapshot(db, group);
  try {
    const appended = db.transaction(() =>
      group.map(({ batches }) => batches.map((batch) => writeBatch(db, batch))),
    );
    group.forEach(({ resolve }, index) => {
      resolve(appended[index] ?? []);
    });
  } catch (cause) {
    for (const [offsetRange, next] of before) offsetRange.next = next;
    if (group.length === 1) group[0]?.reject(new AppendError('the records were not written', { cause }));
    else for (const one of group) writeGroup(db, [one]);
  }
}

function snapshot(db: LogDatabase, group: readonly PendingAppend[]): [{ next: number }, number][] {
  const names = new Set(group.flatMap(({ batches }) => batches.map(({ topic }) => topic)));
  return [...names].flatMap((name) =>
    (db.topics.get(name)?.offsetRanges ?? []).map((offsetRange): [{ next: number }, number] => [
      offsetRange,
      offsetRange.next,
    ]),
  );
}

function writeBatch(db: LogDatabase, batch: TopicRecords): AppendedAt[] {
  const topic = db.topic(batch.topic);
  const timestampMs = Date.now();
  const touched = new Set<number>();
  const appended = batch.records.map(({ key, value, partition: chosen }) => {
    const partition = chosen ?? partitionOf(key, topic.partitions);
    const offsetRange = db.offsetRange({ topic: topic.name, partition });
    const offset = offsetRange.next;
    db.insert(topic, partition, offset, timestampMs, key, value);
    offsetRange.next = offset + 1;
    touched.add(partition);
    return { partition, offset };
  });
  for (const partition of touched) db.saveOffsetRange(topic, partition);
  return appended;
}

export function createEmbeddedAppender(queue: AppendQueue): Appender {
  let closed = false;
  const appendAll = async (
    batches: readonly TopicRecords[],
    options: AppendOptions = {},
  ): Promise<AppendedAt[][]> => {
    if (closed) throw new LogError('closed', 'the appender is closed');
    return queue.append(batches, options);
  };
  return {
    appendAll,
    append: async (topic, records, options) => (await appendAll([{ topic, records }], options))[0] ?? [],
    close: async () => {
      closed = true;
    },
  };
}
