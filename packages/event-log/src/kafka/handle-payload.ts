import type { EachBatchPayload } from 'kafkajs';
import { handleBatch, type PartitionStatus } from '../partition-reading.ts';
import type { LogIdentity, LogRecord, PartitionReader } from '../port.ts';
import type { FetchedMessage } from './cluster.ts';

const HEARTBEAT_EVERY_MS = 1_000;

/** A partition of this member's current assignment. */
export type OwnedPartition = PartitionStatus & {
  /** Aborts when the assignment ends, or a stop does not wait any longer. */
  readonly abort: AbortController;
  log: LogIdentity | undefined;
  /** Running work of this partition. The next claim waits for it, also across a rebalance. */
  inFlight: Promise<unknown>;
  /** Consecutive responses of the log from another offset than requested. */
  skips: number;
  committed: number | null;
};

type PayloadOptions = {
  readonly reader: PartitionReader;
  readonly maxBatchRecords: number;
  shouldContinue(): boolean;
};

/**
 * Passes one fetch of one partition to the reader, in batches. Resolves only offsets of batches that the reader finished (`done`),
 * so that the others are fetched again. Throws only the error of a heartbeat, after which the client joins the group again.
 */
export async function handlePayload(
  payload: EachBatchPayload,
  one: OwnedPartition,
  options: PayloadOptions,
): Promise<'done' | 'claim-again' | 'stopped'> {
  const { batch } = payload;
  const messages: readonly FetchedMessage[] = batch.messages;
  const { log } = one;
  if (log === undefined || one.nextOffset === null) return 'done';
  if (isUnexpectedStart(one, Number(fetchedOffsetOf(batch)))) return 'claim-again';

  const lost = new AbortController();
  const signal = AbortSignal.any([one.abort.signal, lost.signal]);
  let heartbeatError: unknown;
  const heartbeat = async (): Promise<void> => {
    if (heartbeatError === undefined) {
      await payload.heartbeat().catch((error: unknown) => {
        heartbeatError = error;
        lost.abort(error);
      });
    }
    if (heartbeatError !== undefined) throw heartbeatError;
    one.abort.signal.throwIfAborted();
  };
  // This heartbeat keeps a slow reader in the group, and reports a lost partition early.
  const heartbeatTimer = setInterval(() => void heartbeat().catch(() => {}), HEARTBEAT_EVERY_MS);
  try {
    for (let from = 0; from < messages.length; from += options.maxBatchRecords) {
      if (!options.shouldContinue() || heartbeatError !== undefined) break;
      const until = Math.min(from + options.maxBatchRecords, messages.length);
      const records = toRecords(messages, from, until);
      const last = messages[until - 1];
      if (last === undefined) break;
      const nextOffset = until === messages.length ? offsetAfterBatch(last) : Number(last.offset) + 1;
      const fromOffset = one.nextOffset;
      const highWatermark = Number(batch.highWatermark);
      const handled = await handleBatch(
        options.reader,
        { id: one.id, log, fromOffset, records, nextOffset, highWatermark },
        { heartbeat, signal },
      );
      if (handled.kind === 'done') {
        one.nextOffset = nextOffset;
        one.attempts = 0;
        one.error = undefined;
        one.skips = 0;
        payload.resolveOffset(String(nextOffset - 1));
        continue;
      }
      if (handled.kind === 'stopped') {
        one.nextOffset = null;
        one.stopped = { id: one.id, code: handled.code, reason: handled.reason };
        return 'stopped';
      }
      // This also applies after a failed heartbeat, because the store may or may not have committed the batch.
      one.attempts += 1;
      one.error = handled.kind === 'failed' ? handled.error : undefined;
      if (heartbeatError !== undefined) one.attempts = 0;
      return 'claim-again';
    }
  } finally {
    clearInterval(heartbeatTimer);
  }
  if (heartbeatError !== undefined) throw heartbeatError;
  return 'done';
}

/** Returns the requested offset, which the client's types omit. */
function fetchedOffsetOf(batch: EachBatchPayload['batch']): string {
  return (batch as unknown as { readonly fetchedOffset: string }).fetchedOffset;
}

/**
 * Returns true for a response from another offset than requested. The Kafka client jumps to the start of the log if its offset is
 * not on the log. It also jumps over control records. A new claim detects the first case. A second response from a later offset is
 * a gap, and is accepted.
 */
function isUnexpectedStart(one: OwnedPartition, start: number): boolean {
  if (start === one.nextOffset) return false;
  one.skips += 1;
  return one.nextOffset === null || start < one.nextOffset || one.skips < 2;
}

function toRecords(messages: readonly FetchedMessage[], from: number, until: number): LogRecord[] {
  const records = new Array<LogRecord>(until - from);
  for (let index = from; index < until; index += 1) {
    const message = messages[index];
    if (message !== undefined) records[index - from] = toRecord(message);
  }
  return records;
}

export function toRecord({ offset, key, value, timestamp }: FetchedMessage): LogRecord {
  return { offset: Number(offset), key, value, timestampMs: Number(timestamp) };
}

/** Returns the offset after the record batch of this message, whose last messages compaction may have removed. */
export function offsetAfterBatch({ offset, batchContext }: FetchedMessage): number {
  const after = Number(offset) + 1;
  if (batchContext === undefined) return after;
  return Math.max(after, Number(batchContext.firstOffset) + batchContext.lastOffsetDelta + 1);
}
