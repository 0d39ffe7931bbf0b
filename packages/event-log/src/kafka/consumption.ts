import { pause } from '../async-control.ts';
import { LogError } from '../errors.ts';
import { type Bounds, backoffMs, DEFAULT_BACKOFF } from '../partition-reading.ts';
import type {
  ConsumeOptions,
  Consumption,
  ConsumptionEnd,
  LogIdentity,
  LogSink,
  PartitionLag,
} from '../port.ts';
import type { ClientFactory } from './client.ts';
import type { Connections } from './connections.ts';
import { type ConsumerRun, startConsumerRun } from './consumer-run.ts';
import type { OwnedPartition } from './handle-payload.ts';
import { describeTopic, partitionCounts, topicOffsets } from './topics.ts';

const CHECK_INTERVAL_MS = 1_000;
/** Must be longer than the longest rebalance. */
const STALLED_MS = 60_000;
/** Short, so that workers resume soon after the region is back. */
const RESTART_BACKOFF = { first: 500, last: 5_000 };
const FATAL_ERROR_TYPES = new Set([
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
]);

/**
 * Keeps a consumer running. A crash, no response from the brokers or a new topic ends one run and starts the next, with growing
 * waits. An error that a restart cannot fix, such as a rejected credential, ends the consumption.
 */
export async function startKafkaConsumption(
  createClient: ClientFactory,
  connections: Connections,
  options: ConsumeOptions,
  logger: LogSink | undefined,
): Promise<Consumption> {
  const { topicWatchMs = 30_000 } = options;
  const stopping = new AbortController();
  let run: ConsumerRun | undefined;
  let lastFetchAtMs = 0;
  let attempts = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<ConsumptionEnd>();

  const resolveTopics = async (): Promise<string[]> => {
    const counts = await partitionCounts(connections);
    lastFetchAtMs = performance.now();
    if (typeof options.topics === 'function') {
      // A requested topic that does not exist yet is added when it is created.
      return (await options.topics()).filter((topic) => counts.has(topic));
    }
    for (const topic of options.topics) {
      if (!counts.has(topic)) throw new LogError('topic-missing', `the log has no topic ${topic}`);
    }
    return [...options.topics];
  };

  const start = (topics: readonly string[]): Promise<ConsumerRun> =>
    startConsumerRun(createClient, {
      reader: options.reader,
      group: options.group,
      topics,
      concurrency: options.concurrency ?? 1,
      maxBatchRecords: options.maxBatchRecords ?? 2_000,
      backoff: options.backoffMs ?? DEFAULT_BACKOFF,
      identity: (topic) => identityOf(connections, topic),
      bounds: (topic) => boundsOf(connections, topic),
      onResponse: () => {
        lastFetchAtMs = performance.now();
        attempts = 0;
      },
      onJoined: (partitions) =>
        logger?.info({ group: options.group, partitions }, 'joined the consumer group'),
    });

  /** Runs until the client crashes, the brokers do not respond, or the list of topics changes. */
  const runOnce = async (): Promise<void> => {
    const topics = await resolveTopics();
    if (topics.length === 0) {
      await pause(topicWatchMs, stopping.signal);
      return;
    }
    run = await start(topics);
    await watchRun(run, stopping.signal, {
      lastFetchAtMs: () => lastFetchAtMs,
      hasOtherTopics: async () => {
        if (typeof options.topics !== 'function') return false;
        const now = await resolveTopics().catch(() => topics);
        return now.length !== topics.length || now.some((topic) => !topics.includes(topic));
      },
      topicWatchMs,
    });
  };

  const supervise = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await runOnce();
      } catch (error) {
        attempts += 1;
        const reason = error instanceof Error ? error.message : String(error);
        logger?.warn({ group: options.group, attempts, reason }, 'consumer crashed; restarting');
        if (isFatal(error)) {
          await run?.stop();
          run = undefined;
          end({
            kind: 'failed',
            error: new LogError(
              'unavailable',
              'the cluster rejects this consumer: check its credential and access rules',
              { cause: error },
            ),
          });
          return;
        }
      }
      await run?.stop();
      run = undefined;
      if (attempts > 0) await pause(backoffMs(attempts, RESTART_BACKOFF), stopping.signal);
    }
    end({ kind: 'stopped' });
  };

  // If a topic of a fixed list is missing, the caller made a mistake. If the cluster does not respond, the caller did not.
  await resolveTopics().catch((error: unknown) => {
    if (error instanceof LogError && error.code === 'topic-missing') throw error;
  });
  const supervising = supervise();
  const owned = () => run?.assignment.ownedPartitions() ?? [];

  return {
    assignedPartitions: () => owned().map(({ id }) => id),
    lastFetchAtMs: () => lastFetchAtMs,
    lag: () => lagOf(connections, owned()),
    stoppedPartitions: () => owned().flatMap(({ stopped }) => stopped ?? []),
    failingPartitions: () =>
      owned().flatMap(({ id, attempts: tries, error }) =>
        error === undefined ? [] : [{ id, attempts: tries, error }],
      ),
    stop: async () => {
      stopping.abort();
      await supervising;
    },
    ended,
  };
}

/**
 * Returns when the topics change or the consumption stops.
 * @throws the error of a crash of the client, or LogError `unavailable` without a response from the brokers.
 */
async function watchRun(
  run: ConsumerRun,
  stopping: AbortSignal,
  {
    lastFetchAtMs,
    hasOtherTopics,
    topicWatchMs,
  }: {
    readonly lastFetchAtMs: () => number;
    readonly hasOtherTopics: () => Promise<boolean>;
    readonly topicWatchMs: number;
  },
): Promise<void> {
  let crash: Error | undefined;
  const over = new AbortController();
  const wake = AbortSignal.any([stopping, over.signal]);
  void run.crashed.then((error) => {
    crash = error;
    over.abort();
  });
  let watchedAtMs = performance.now();
  while (!stopping.aborted) {
    await pause(CHECK_INTERVAL_MS, wake);
    if (crash !== undefined) throw crash;
    if (performance.now() - lastFetchAtMs() > STALLED_MS)
      throw new LogError('unavailable', 'no response from the brokers');
    if (performance.now() - watchedAtMs < topicWatchMs) continue;
    watchedAtMs = performance.now();
    if (await hasOtherTopics()) return;
  }
}

async function lagOf(connections: Connections, owned: readonly OwnedPartition[]): Promise<PartitionLag[]> {
  const topics = [...new Set(owned.map(({ id }) => id.topic))];
  const bounds = new Map(
    await Promise.all(topics.map(async (topic) => [topic, await boundsOf(connections, topic)] as const)),
  );
  return owned.flatMap(({ id, nextOffset }): PartitionLag[] => {
    const found = bounds.get(id.topic)?.get(id.partition);
    if (found === undefined) return [];
    return [{ id, nextOffset, end: found.end, lag: found.end - (nextOffset ?? found.start) }];
  });
}

async function identityOf(connections: Connections, topic: string): Promise<LogIdentity> {
  const { clusterId, topicId } = await describeTopic(connections, topic);
  return { clusterId, topicId };
}

async function boundsOf(connections: Connections, topic: string): Promise<ReadonlyMap<number, Bounds>> {
  const offsets = await topicOffsets(connections, topic);
  return new Map(offsets.map(({ partition, start, end }) => [partition, { start, end }]));
}

function isFatal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('type' in error && typeof error.type === 'string' && FATAL_ERROR_TYPES.has(error.type)) return true;
  return error.name === 'KafkaJSSASLAuthenticationError' || isFatal(error.cause);
}
