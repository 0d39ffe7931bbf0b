import kafkajs, { type Message, type Producer } from 'kafkajs';
import { rejectOnAbort } from '../async-control.ts';
import { AppendError, LogError } from '../errors.ts';
import { partitionOf } from '../partitioning.ts';
import type { AppendedAt, Appender, AppendOptions, OutgoingRecord, TopicRecords } from '../port.ts';
import type { ClientFactory } from './client.ts';
import { type SizedSend, splitSends } from './split-sends.ts';

const DEADLINE_MS = 30_000;

/**
 * Appends with acks=all, one send in flight, and no retry inside the client. After any error or deadline, the producer is discarded
 * with its connections. (The client's idempotent producer loses acknowledged records when a response is lost.)
 */
export function createKafkaAppender(
  createClient: ClientFactory,
  partitionCount: (topic: string) => Promise<number>,
): Appender {
  const producer = createLazyProducer(createClient);
  let counts = new Map<string, number>();
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  const discard = async (): Promise<void> => {
    counts = new Map();
    await producer.discard();
  };

  const countOf = async (topic: string): Promise<number> => {
    const known = counts.get(topic);
    if (known !== undefined) return known;
    const count = await partitionCount(topic);
    counts.set(topic, count);
    return count;
  };

  const send = async (
    batches: readonly TopicRecords[],
    signal: AbortSignal,
    deadlineAt: number,
  ): Promise<AppendedAt[][]> => {
    const placed = await Promise.all(
      batches.map(async ({ topic, records }) => ({
        topic,
        records: assignPartitions(records, await countOf(topic)),
      })),
    );
    const connected = await producer.use();
    const answers = new Map<string, AppendedAt[]>();
    for (const fitted of splitSends(placed)) {
      signal.throwIfAborted();
      const bases = await connected.sendBatch({
        acks: -1,
        timeout: Math.max(1, Math.ceil(deadlineAt - performance.now())),
        compression: kafkajs.CompressionTypes.ZSTD,
        topicMessages: fitted,
      });
      collectOffsets(answers, fitted, bases);
    }
    return batches.map(({ topic }) => answers.get(topic) ?? []);
  };

  const appendAll = (
    batches: readonly TopicRecords[],
    options: AppendOptions = {},
  ): Promise<AppendedAt[][]> => {
    if (new Set(batches.map(({ topic }) => topic)).size !== batches.length) {
      throw new TypeError('one append can contain each topic once');
    }
    const deadlineAt = performance.now() + (options.deadlineMs ?? DEADLINE_MS);
    const result = turn.then(async () => {
      if (closed) throw new LogError('closed', 'the appender is closed');
      const deadline = AbortSignal.timeout(Math.max(0, Math.ceil(deadlineAt - performance.now())));
      const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal]);
      const abort = rejectOnAbort(signal);
      try {
        return await Promise.race([send(batches, signal, deadlineAt), abort.promise]);
      } catch (cause) {
        void discard();
        throw new AppendError('the log did not acknowledge the records', { cause });
      } finally {
        abort.release();
      }
    });
    turn = result.catch(() => {});
    return result;
  };

  return {
    appendAll: async (batches, options) => appendAll(batches, options),
    append: async (topic, records, options) => (await appendAll([{ topic, records }], options))[0] ?? [],
    close: async () => {
      await turn;
      closed = true;
      await discard();
    },
  };
}

/** Connects at the first use, and at the first use after each `discard`. */
function createLazyProducer(createClient: ClientFactory) {
  let producer: Promise<Producer> | undefined;
  const connect = async (): Promise<Producer> => {
    const created = createClient().producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: { retries: 0 },
    });
    await created.connect();
    return created;
  };
  return {
    use: (): Promise<Producer> => {
      producer ??= connect();
      return producer;
    },
    discard: async (): Promise<void> => {
      const discarded = producer;
      producer = undefined;
      const connected = await discarded?.catch(() => undefined);
      await connected?.disconnect().catch(() => {});
    },
  };
}

type PartitionedMessage = Message & { readonly partition: number };

function assignPartitions(records: readonly OutgoingRecord[], partitions: number): PartitionedMessage[] {
  return records.map(({ key, value, partition }) => ({
    key: asBuffer(key),
    value: value === null ? null : asBuffer(value),
    partition: partition ?? partitionOf(key, partitions),
  }));
}

/** The Kafka client would convert any other type to text. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The broker returns only the offset of each partition's first record. The other records have the following offsets. */
function collectOffsets(
  answers: Map<string, AppendedAt[]>,
  sent: readonly SizedSend<PartitionedMessage>[],
  bases: readonly { topicName: string; partition: number; baseOffset?: string | undefined }[],
): void {
  const next = new Map(
    bases.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset)]),
  );
  for (const { topic, messages } of sent) {
    const ofTopic = answers.get(topic) ?? [];
    answers.set(topic, ofTopic);
    for (const { partition } of messages) {
      const place = `${topic}/${partition}`;
      const offset = next.get(place);
      if (offset === undefined || Number.isNaN(offset)) throw new Error('the broker returned no offset');
      ofTopic.push({ partition, offset });
      next.set(place, offset + 1);
    }
  }
}
