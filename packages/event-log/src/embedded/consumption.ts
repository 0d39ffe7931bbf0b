import { setImmediate as turn } from 'node:timers/promises';
import { createLimiter, pause, settlesWithin } from '../async-control.ts';
import { LogError } from '../errors.ts';
import {
  backoffMs,
  claimPartition,
  createPartitionStatus,
  DEFAULT_BACKOFF,
  type FailureState,
  failureStateOf,
  type HandleResult,
  handleBatch,
  type PartitionStatus,
  partitionKey,
} from '../partition-reading.ts';
import type { ConsumeOptions, Consumption, ConsumptionEnd } from '../port.ts';
import type { LogDatabase } from './database.ts';
import { readBatch } from './read-batch.ts';
import type { Waker } from './waker.ts';

const WAKE_INTERVAL_MS = 500;
const GRACE_MS = 5_000;

/**
 * Reads every partition of the topics in this process. The assignment is fixed, because no other process can consume from this
 * file.
 */
export async function startEmbeddedConsumption(
  db: LogDatabase,
  waker: Waker,
  options: ConsumeOptions,
): Promise<Consumption> {
  const { reader, topicWatchMs = 30_000 } = options;
  const stopping = new AbortController();
  const abort = new AbortController();
  const statuses = new Map<string, PartitionStatus>();
  const loops: Promise<void>[] = [];
  let lastFetchAtMs = performance.now();
  const { promise: ended, resolve: end } = Promise.withResolvers<ConsumptionEnd>();
  const loop: PartitionLoop = {
    db,
    waker,
    options,
    limit: createLimiter(options.concurrency ?? 1),
    stopping: stopping.signal,
    signal: abort.signal,
    onFetch: () => {
      lastFetchAtMs = performance.now();
    },
  };

  const watchTopics = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const topics = typeof options.topics === 'function' ? await options.topics() : options.topics;
      for (const name of topics) {
        const topic = db.topics.get(name);
        topic?.offsetRanges.forEach((_, partition) => {
          const status = createPartitionStatus({ topic: name, partition });
          if (statuses.has(partitionKey(status.id))) return;
          statuses.set(partitionKey(status.id), status);
          loops.push(readPartition(loop, status).catch(crash));
        });
      }
      if (typeof options.topics !== 'function') return;
      const changed = new AbortController();
      const unsubscribe = waker.onTopicsChanged(() => changed.abort());
      await pause(topicWatchMs, AbortSignal.any([stopping.signal, changed.signal]));
      unsubscribe();
    }
  };
  const crash = (cause: unknown): void => {
    const error = new Error('the consumption of the embedded log failed', { cause });
    stopping.abort();
    abort.abort(error);
    end({ kind: 'failed', error });
  };

  if (typeof options.topics !== 'function') for (const topic of options.topics) db.topic(topic);
  // Wakes the loops, in case a wake-up was missed.
  const pulse = setInterval(() => waker.wake(), WAKE_INTERVAL_MS);
  const watching = watchTopics().catch(crash);

  return {
    assignedPartitions: () => [...statuses.values()].map(({ id }) => id),
    // This time also advances if the log is idle, because the loops are woken at every interval.
    lastFetchAtMs: () => Math.max(lastFetchAtMs, waker.lastWokenAtMs()),
    lag: async () =>
      [...statuses.values()].map(({ id, nextOffset }) => {
        const { start, next } = db.offsetRange(id);
        return { id, nextOffset, end: next, lag: next - (nextOffset ?? start) };
      }),
    stoppedPartitions: () => [...statuses.values()].flatMap(({ stopped }) => stopped ?? []),
    failingPartitions: () =>
      [...statuses.values()].flatMap(({ id, attempts, error }) =>
        error === undefined ? [] : [{ id, attempts, error }],
      ),
    stop: async () => {
      stopping.abort();
      waker.wake();
      const quiet = Promise.all([watching, ...loops]);
      if (!(await settlesWithin(GRACE_MS, quiet))) {
        abort.abort(new LogError('partition-lost', 'the consumption has stopped'));
        await settlesWithin(GRACE_MS, quiet);
      }
      clearInterval(pulse);
      abort.abort(new LogError('partition-lost', 'the consumption has stopped'));
      for (const { id } of statuses.values()) reader.onLost?.(id);
      statuses.clear();
      end({ kind: 'stopped' });
    },
    ended,
  };
}

type PartitionLoop = {
  readonly db: LogDatabase;
  readonly waker: Waker;
  readonly options: ConsumeOptions;
  readonly limit: ReturnType<typeof createLimiter>;
  /** Aborts when no further batch may begin. */
  readonly stopping: AbortSignal;
  /** Aborts when running batches must end. */
  readonly signal: AbortSignal;
  readonly onFetch: () => void;
};

/** Claims a partition and handles its batches, until the consumption or the partition stops. */
async function readPartition(loop: PartitionLoop, status: PartitionStatus): Promise<void> {
  const { db, options, stopping, signal } = loop;
  let before: FailureState | undefined;
  while (!stopping.aborted && status.stopped === undefined) {
    // The first retry of a claim is immediate; later ones wait.
    const mustWait = status.attempts > (status.error === undefined ? 1 : 0);
    const waitMs = backoffMs(status.attempts, options.backoffMs ?? DEFAULT_BACKOFF);
    if (mustWait && !(await pause(waitMs, stopping))) return;
    const log = { clusterId: db.clusterId, topicId: db.topic(status.id.topic).topicId };
    const claimed = await claimPartition(options.reader, status.id, { log, signal }, () => {
      const { start, next } = db.offsetRange(status.id);
      return { start, end: next };
    });
    if (claimed.kind === 'stopped') stopPartition(status, claimed.code, claimed.reason);
    else if (claimed.kind === 'failed') {
      before ??= failureStateOf(status);
      recordFailure(status, claimed.error);
    } else {
      Object.assign(status, before);
      before = undefined;
      status.nextOffset = claimed.offset;
      await handleBatches(loop, status);
    }
  }
}

/** Handles batches from the claimed offset on, until the partition has to be claimed again. */
async function handleBatches(loop: PartitionLoop, status: PartitionStatus): Promise<void> {
  const { db, waker, limit, stopping } = loop;
  while (!stopping.aborted && status.nextOffset !== null) {
    const from = status.nextOffset;
    while (!stopping.aborted && db.offsetRange(status.id).next <= from) await waker.nextWake();
    const handled = await limit(() => handleNextBatch(loop, status, from));
    if (handled === undefined) return;
    if (handled.kind === 'done') clearFailure(status);
    else {
      status.nextOffset = null;
      if (handled.kind === 'stopped') stopPartition(status, handled.code, handled.reason);
      else recordFailure(status, handled.kind === 'failed' ? handled.error : undefined);
    }
  }
}

/** Returns undefined if the consumption is stopping. */
async function handleNextBatch(
  { db, options, stopping, signal, onFetch }: PartitionLoop,
  status: PartitionStatus,
  from: number,
): Promise<HandleResult | undefined> {
  if (stopping.aborted) return undefined;
  // Lets other work of the event loop run, because reading and storing are synchronous here.
  await turn();
  const batch = readBatch(db, status.id, from, Number.MAX_SAFE_INTEGER, options.maxBatchRecords ?? 2_000);
  onFetch();
  const heartbeat = async () => {
    if (signal.aborted) throw new LogError('partition-lost', 'the consumption has stopped');
  };
  const outcome = await handleBatch(options.reader, batch, { heartbeat, signal });
  if (outcome.kind === 'done') status.nextOffset = batch.nextOffset;
  return outcome;
}

function clearFailure(status: PartitionStatus): void {
  status.attempts = 0;
  status.error = undefined;
}

function recordFailure(status: PartitionStatus, error: unknown): void {
  status.attempts += 1;
  status.error = error;
}

function stopPartition(status: PartitionStatus, code: string, reason: string): void {
  clearFailure(status);
  status.stopped = { id: status.id, code, reason };
}
