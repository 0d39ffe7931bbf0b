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
  handleBatch,
  type PartitionStatus,
  partitionKey,
} from '../partition-reading.ts';
import type { ConsumeOptions, Consumption, ConsumptionEnd, PartitionId } from '../port.ts';
import type { LogDatabase } from './database.ts';
import { readBatch } from './read-batch.ts';
import type { Waker } from './waker.ts';

const WAKE_INTERVAL_MS = 500;
const GRACE_MS = 5_000;

/** Reads every partition of the topics in this process. The assignment is fixed: no other process can have one. */
export async function startEmbeddedConsumption(
  db: LogDatabase,
  waker: Waker,
  options: ConsumeOptions,
): Promise<Consumption> {
  const { reader, concurrency = 1, maxBatchRecords = 2_000, topicWatchMs = 30_000 } = options;
  const limit = createLimiter(concurrency);
  const abort = new AbortController();
  const { signal } = abort;
  const statuses = new Map<string, PartitionStatus>();
  const loops: Promise<void>[] = [];
  let stopping = false;
  let lastFetchAtMs = performance.now();
  let end: (reason: ConsumptionEnd) => void = () => {};
  const ended = new Promise<ConsumptionEnd>((resolve) => {
    end = resolve;
  });
  const isRunning = (): boolean => !stopping && !signal.aborted;

  /** Waits for records at the offset. The interval below repeats the check in case a wake-up was missed. */
  const waitForRecords = async (id: PartitionId, offset: number): Promise<void> => {
    while (isRunning() && db.extent(id).next <= offset) await waker.nextWake();
  };

  /** Handles batches from the claimed offset on until the partition has to be claimed again. */
  const handleBatches = async (status: PartitionStatus): Promise<void> => {
    while (isRunning() && status.nextOffset !== null) {
      const from = status.nextOffset;
      await waitForRecords(status.id, from);
      const handled = await limit(async () => {
        if (!isRunning()) return undefined;
        // Lets others run: reading and storing are synchronous here.
        await turn();
        const batch = readBatch(db, status.id, from, Number.MAX_SAFE_INTEGER, maxBatchRecords);
        lastFetchAtMs = performance.now();
        const heartbeat = async () => {
          if (signal.aborted) throw new LogError('partition-lost', 'the consumption has stopped');
        };
        const outcome = await handleBatch(reader, batch, { heartbeat, signal });
        if (outcome.kind === 'done') status.nextOffset = batch.nextOffset;
        return outcome;
      });
      if (handled === undefined) return;
      if (handled.kind === 'done') clearFailure(status);
      else {
        status.nextOffset = null;
        if (handled.kind === 'stopped') stopPartition(status, handled.code, handled.reason);
        else recordFailure(status, handled.kind === 'failed' ? handled.error : undefined);
      }
    }
  };

  const readPartition = async (status: PartitionStatus): Promise<void> => {
    let before: FailureState | undefined;
    while (isRunning() && status.stopped === undefined) {
      // The first retry of a claim is immediate; later ones wait.
      if (status.attempts > (status.error === undefined ? 1 : 0)) {
        if (
          !(await pause(backoffMs(status.attempts, options.backoffMs ?? DEFAULT_BACKOFF), stopSignal.signal))
        )
          return;
      }
      const log = { clusterId: db.clusterId, topicId: db.topic(status.id.topic).topicId };
      const claimed = await claimPartition(reader, status.id, { log, signal }, () => {
        const { start, next } = db.extent(status.id);
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
        await handleBatches(status);
      }
    }
  };

  const stopSignal = new AbortController();
  const watchTopics = async (): Promise<void> => {
    while (isRunning()) {
      const topics = typeof options.topics === 'function' ? await options.topics() : options.topics;
      for (const name of topics) {
        const topic = db.topics.get(name);
        topic?.extents.forEach((_, partition) => {
          const status = createPartitionStatus({ topic: name, partition });
          if (statuses.has(partitionKey(status.id))) return;
          statuses.set(partitionKey(status.id), status);
          loops.push(readPartition(status).catch(crash));
        });
      }
      if (typeof options.topics !== 'function') return;
      const changed = new AbortController();
      const unsubscribe = waker.onTopicsChanged(() => changed.abort());
      await pause(topicWatchMs, AbortSignal.any([stopSignal.signal, changed.signal]));
      unsubscribe();
    }
  };
  const crash = (cause: unknown): void => {
    const error = new Error('the consumption of the embedded log failed', { cause });
    stopping = true;
    stopSignal.abort();
    abort.abort(error);
    end({ kind: 'failed', error });
  };

  if (typeof options.topics !== 'function') for (const topic of options.topics) db.topic(topic);
  const pulse = setInterval(() => waker.wake(), WAKE_INTERVAL_MS);
  const watching = watchTopics().catch(crash);

  return {
    assignedPartitions: () => [...statuses.values()].map(({ id }) => id),
    // Counts for an idle log too: every interval wakes the loops.
    lastFetchAtMs: () => Math.max(lastFetchAtMs, waker.lastWokenAtMs()),
    lag: async () =>
      [...statuses.values()].map(({ id, nextOffset }) => {
        const { start, next } = db.extent(id);
        return { id, nextOffset, end: next, lag: next - (nextOffset ?? start) };
      }),
    stoppedPartitions: () => [...statuses.values()].flatMap(({ stopped }) => stopped ?? []),
    failingPartitions: () =>
      [...statuses.values()].flatMap(({ id, attempts, error }) =>
        error === undefined ? [] : [{ id, attempts, error }],
      ),
    stop: async () => {
      stopping = true;
      stopSignal.abort();
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
