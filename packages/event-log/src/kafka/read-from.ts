import { pause, rejectOnAbort } from '../async-control.ts';
import { LogError } from '../errors.ts';
import { backoffMs, offsetRangeError } from '../partition-reading.ts';
import type { LogBatch, LogIdentity, PartitionId, ReadOptions } from '../port.ts';
import type { ClientFactory } from './client.ts';
import { type Cluster, connectCluster, type FetchedPartition } from './cluster.ts';
import type { Connections } from './connections.ts';
import { offsetAfterBatch, toRecord } from './handle-payload.ts';
import { describeTopic, topicOffsets } from './topics.ts';

const MAX_WAIT_MS = 250;
const ATTEMPTS = 5;

/** Reads a partition without a group. It uses its own connection, so that waiting for records does not delay other requests. */
export async function* readFromKafka(
  createClient: ClientFactory,
  connections: Connections,
  id: PartitionId,
  from: number,
  options: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<LogBatch> {
  const { until = 'end', maxBatchRecords = 2_000 } = options;
  const { clusterId, topicId } = await describeTopic(connections, id.topic);
  const bounds = (await topicOffsets(connections, id.topic)).find(
    ({ partition }) => partition === id.partition,
  );
  if (bounds === undefined)
    throw new LogError('topic-missing', `${id.topic} has no partition ${id.partition}`);
  const outside = offsetRangeError(id, from, bounds);
  if (outside !== undefined) throw outside;
  const before = until === 'end' ? bounds.end : until === 'follow' ? Number.MAX_SAFE_INTEGER : until;
  const fetcher = createFetcher(createClient, id, signal);
  try {
    let offset = from;
    while (offset < before) {
      const fetched = await fetcher.fetch(offset, until === 'end' ? 0 : MAX_WAIT_MS);
      for (const batch of toBatches(id, { clusterId, topicId }, offset, fetched, before, maxBatchRecords)) {
        signal.throwIfAborted();
        yield batch;
        offset = batch.nextOffset;
      }
    }
  } finally {
    await fetcher.close();
  }
}

/** Splits a fetch into batches. Omits records with offsets below `from`, and records with offsets of at least `before`. */
function* toBatches(
  id: PartitionId,
  log: LogIdentity,
  from: number,
  fetched: FetchedPartition,
  before: number,
  maxRecords: number,
): Generator<LogBatch> {
  const highWatermark = Number(fetched.highWatermark);
  const all = fetched.messages;
  const last = all.at(-1);
  if (last === undefined) return;
  const records = all
    .filter(({ isControlRecord }) => isControlRecord !== true)
    .map(toRecord)
    .filter(({ offset }) => offset >= from && offset < before);
  const after = Math.min(before, Math.max(from, offsetAfterBatch(last)));
  let fromOffset = from;
  for (let index = 0; index === 0 || index < records.length; index += maxRecords) {
    const part = records.slice(index, index + maxRecords);
    const isLast = index + maxRecords >= records.length;
    const nextOffset = isLast ? after : (part.at(-1)?.offset ?? fromOffset) + 1;
    yield { id, log, fromOffset, records: part, nextOffset, highWatermark };
    fromOffset = nextOffset;
  }
}

function createFetcher(createClient: ClientFactory, id: PartitionId, signal: AbortSignal) {
  let cluster: Promise<Cluster> | undefined;
  const drop = async (): Promise<void> => {
    const dropped = cluster;
    cluster = undefined;
    const connected = await dropped?.catch(() => undefined);
    await connected?.disconnect().catch(() => {});
  };
  const once = async (offset: number, maxWaitMs: number): Promise<FetchedPartition> => {
    cluster ??= connectCluster(createClient);
    return (await cluster).fetch(id.topic, id.partition, offset, maxWaitMs);
  };
  return {
    fetch: async (offset: number, maxWaitMs: number): Promise<FetchedPartition> => {
      for (let attempt = 1; ; attempt += 1) {
        signal.throwIfAborted();
        const abort = rejectOnAbort(signal);
        try {
          return await Promise.race([once(offset, maxWaitMs), abort.promise]);
        } catch (cause) {
          signal.throwIfAborted();
          await drop();
          if (isOffsetOutOfRange(cause)) {
            const where = `${id.topic} partition ${id.partition}`;
            throw new LogError('position-outside-log', `${where}: offset ${offset} is no longer on the log`, {
              cause,
            });
          }
          if (attempt >= ATTEMPTS) throw new LogError('unavailable', `cannot read ${id.topic}`, { cause });
          await pause(backoffMs(attempt), signal);
        } finally {
          abort.release();
        }
      }
    },
    close: async () => {
      await drop();
    },
  };
}

function isOffsetOutOfRange(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'OFFSET_OUT_OF_RANGE';
}
