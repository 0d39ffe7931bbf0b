import { AppendError, LogError } from '../errors.ts';
import { partitionOf } from '../partitioning.ts';
import type { AppendedAt, Appender, AppendOptions, TopicRecords } from '../port.ts';
import type { LogDatabase } from './database.ts';

type PendingAppend = {
  readonly sends: readonly TopicRecords[];
  readonly options: AppendOptions;
  resolve(at: AppendedAt[][]): void;
  reject(error: unknown): void;
};

export type AppendQueue = {
  append(sends: readonly TopicRecords[], options: AppendOptions): Promise<AppendedAt[][]>;
  /** Writes pending records, and rejects later ones. */
  close(): void;
};

/** Group commit: appends of one turn of the event loop share a durable transaction. */
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
    append: (sends, options) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new LogError('closed', 'the event log is closed'));
          return;
        }
        pending.push({ sends, options, resolve, reject });
        if (pending.length === 1) setImmediate(flush);
      }),
    close: () => {
      flush();
      closed = true;
    },
  };
}

/** A call that cannot be written, such as to an unknown topic, fails alone: the others are written without it. */
function writeGroup(db: LogDatabase, group: readonly PendingAppend[]): void {
  const before = snapshot(db, group);
  try {
    const answers = db.transaction(() => group.map(({ sends }) => sends.map((send) => writeSend(db, send))));
    group.forEach(({ resolve }, index) => {
      resolve(answers[index] ?? []);
    });
  } catch (cause) {
    for (const [extent, next] of before) extent.next = next;
    if (group.length === 1) group[0]?.reject(new AppendError('the records were not written', { cause }));
    else for (const one of group) writeGroup(db, [one]);
  }
}

function snapshot(db: LogDatabase, group: readonly PendingAppend[]): [{ next: number }, number][] {
  const names = new Set(group.flatMap(({ sends }) => sends.map(({ topic }) => topic)));
  return [...names].flatMap((name) =>
    (db.topics.get(name)?.extents ?? []).map((extent): [{ next: number }, number] => [extent, extent.next]),
  );
}

function writeSend(db: LogDatabase, send: TopicRecords): AppendedAt[] {
  const topic = db.topic(send.topic);
  const timestampMs = Date.now();
  const touched = new Set<number>();
  const answers = send.records.map(({ key, value, partition: wanted }) => {
    const partition = wanted ?? partitionOf(key, topic.partitions);
    const extent = db.extent({ topic: topic.name, partition });
    const offset = extent.next;
    db.insert(topic, partition, offset, timestampMs, key, value);
    extent.next = offset + 1;
    touched.add(partition);
    return { partition, offset };
  });
  for (const partition of touched) db.saveExtent(topic, partition);
  return answers;
}

export function createEmbeddedAppender(queue: AppendQueue): Appender {
  let closed = false;
  const appendAll = async (
    sends: readonly TopicRecords[],
    options: AppendOptions = {},
  ): Promise<AppendedAt[][]> => {
    if (closed) throw new LogError('closed', 'the appender is closed');
    return queue.append(sends, options);
  };
  return {
    appendAll,
    append: async (topic, records, options) => (await appendAll([{ topic, records }], options))[0] ?? [],
    close: async () => {
      closed = true;
    },
  };
}
