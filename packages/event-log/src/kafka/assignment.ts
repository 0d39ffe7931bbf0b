import type { Consumer, EachBatchPayload } from 'kafkajs';
import { pause, settlesWithin } from '../async-control.ts';
import { LogError } from '../errors.ts';
import {
  type Backoff,
  type Bounds,
  backoffMs,
  claimPartition,
  createPartitionStatus,
  failureStateOf,
  partitionKey,
} from '../partition-reading.ts';
import type { LogIdentity, PartitionId, PartitionReader } from '../port.ts';
import { handlePayload, type OwnedPartition } from './handle-payload.ts';

export type AssignmentDeps = {
  readonly reader: PartitionReader;
  readonly backoff: Backoff;
  readonly maxBatchRecords: number;
  identity(topic: string): Promise<LogIdentity>;
  bounds(topic: string): Promise<ReadonlyMap<number, Bounds>>;
};

export type Assignment = {
  ownedPartitions(): OwnedPartition[];
  /** Replaces all owned partitions. Must be called synchronously on GROUP_JOIN. */
  onJoined(assigned: Readonly<Record<string, number[]>>): void;
  eachBatch(payload: EachBatchPayload): Promise<void>;
  /** Lets running work finish for this time, then aborts the signals. Nothing is read afterwards. */
  stop(graceMs: number): Promise<void>;
};

/**
 * Prevents the Kafka client from choosing the offset to read from. An assigned partition is paused until the reader has claimed it
 * and its position was compared with the log. Then the client seeks to the position, and only then fetches.
 */
export function createAssignment(
  consumer: Pick<Consumer, 'seek' | 'pause' | 'resume'>,
  deps: AssignmentDeps,
): Assignment {
  let owned = new Map<string, OwnedPartition>();
  const identities = cacheByTopic(deps.identity);
  const bounds = cacheByTopic(deps.bounds);
  let ended = false;
  const isCurrent = (one: OwnedPartition): boolean =>
    owned.get(partitionKey(one.id)) === one && !one.abort.signal.aborted;
  const forget = (topic: string): void => {
    identities.forget(topic);
    bounds.forget(topic);
  };
  const toTopicPartitions = ({ topic, partition }: PartitionId) => [{ topic, partitions: [partition] }];

  /** Partitions of one topic share cached bounds. If the bounds may be older than the claim, they are fetched again. */
  const claimOnce = async (one: OwnedPartition) => {
    const { topic, partition } = one.id;
    const attempt = async () => {
      const log = await identities.of(topic);
      one.log = log;
      return claimPartition(deps.reader, one.id, { log, signal: one.abort.signal }, async () => {
        const found = (await bounds.of(topic)).get(partition);
        if (found === undefined)
          throw new LogError('topic-missing', `${topic} has no partition ${partition}`);
        return found;
      });
    };
    const claimed = await attempt();
    if (claimed.kind !== 'stopped' || !isCurrent(one)) return claimed;
    forget(topic);
    return attempt();
  };

  const claim = async (one: OwnedPartition): Promise<void> => {
    const before = failureStateOf(one);
    while (isCurrent(one) && !ended) {
      // The first retry of a claim is immediate; later ones wait.
      const wait =
        one.attempts > (one.error === undefined ? 1 : 0) ? backoffMs(one.attempts, deps.backoff) : 0;
      if (wait > 0 && !(await pause(wait, one.abort.signal))) return;
      const claimed = await claimOnce(one).catch((error: unknown) => ({ kind: 'failed', error }) as const);
      if (!isCurrent(one) || ended) return;
      switch (claimed.kind) {
        case 'failed':
          one.attempts += 1;
          one.error = claimed.error;
          break;
        case 'stopped':
          one.stopped = { id: one.id, code: claimed.code, reason: claimed.reason };
          return;
        case 'at':
          Object.assign(one, before);
          one.nextOffset = claimed.offset;
          consumer.seek({ ...one.id, offset: String(claimed.offset) });
          consumer.resume(toTopicPartitions(one.id));
          return;
      }
    }
  };

  const scheduleClaim = (one: OwnedPartition): void => {
    one.nextOffset = null;
    consumer.pause(toTopicPartitions(one.id));
    one.inFlight = one.inFlight.then(() => claim(one));
  };

  return {
    ownedPartitions: () => [...owned.values()],
    onJoined: (assigned) => {
      if (ended) return;
      const before = owned;
      owned = new Map();
      identities.forgetAll();
      bounds.forgetAll();
      for (const one of before.values())
        one.abort.abort(new LogError('partition-lost', 'the group is rebalancing'));
      for (const [topic, partitions] of Object.entries(assigned)) {
        for (const partition of partitions) {
          const one = createOwnedPartition(
            { topic, partition },
            before.get(partitionKey({ topic, partition }))?.inFlight,
          );
          owned.set(partitionKey(one.id), one);
          scheduleClaim(one);
        }
      }
      for (const [key, { id }] of before) if (!owned.has(key)) notifyLost(deps.reader, id);
    },
    eachBatch: async (payload) => {
      const { topic, partition } = payload.batch;
      const one = owned.get(partitionKey({ topic, partition }));
      if (ended || one === undefined || one.nextOffset === null || payload.isStale()) return;
      const reading = handlePayload(payload, one, {
        reader: deps.reader,
        maxBatchRecords: deps.maxBatchRecords,
        shouldContinue: () => !ended && isCurrent(one) && payload.isRunning() && !payload.isStale(),
      });
      one.inFlight = reading.catch(() => {});
      const outcome = await reading;
      if (!isCurrent(one)) return;
      if (outcome === 'claim-again') {
        forget(topic);
        scheduleClaim(one);
      }
      if (outcome === 'stopped') consumer.pause(toTopicPartitions(one.id));
    },
    stop: async (graceMs) => {
      ended = true;
      const all = [...owned.values()];
      const quiet = Promise.all(all.map(({ inFlight }) => inFlight));
      const finished = await settlesWithin(graceMs, quiet);
      for (const one of all) one.abort.abort(new LogError('partition-lost', 'the consumption has stopped'));
      if (!finished) await settlesWithin(graceMs, quiet);
      for (const { id } of all) notifyLost(deps.reader, id);
    },
  };
}

function createOwnedPartition(id: PartitionId, inFlight: Promise<unknown> | undefined): OwnedPartition {
  const quiet = inFlight?.catch(() => {}) ?? Promise.resolve();
  return {
    ...createPartitionStatus(id),
    abort: new AbortController(),
    log: undefined,
    inFlight: quiet,
    skips: 0,
    committed: null,
  };
}

function notifyLost(reader: PartitionReader, id: PartitionId): void {
  reader.onLost?.(id);
}

/** Caches results per topic until they are dropped. A failure is dropped at once. */
function cacheByTopic<T>(attempt: (topic: string) => Promise<T>) {
  const answers = new Map<string, Promise<T>>();
  return {
    of: (topic: string): Promise<T> => {
      const known = answers.get(topic);
      if (known !== undefined) return known;
      const pending = attempt(topic);
      answers.set(topic, pending);
      pending.catch(() => answers.delete(topic));
      return pending;
    },
    forget: (topic: string) => answers.delete(topic),
    forgetAll: () => answers.clear(),
  };
}
