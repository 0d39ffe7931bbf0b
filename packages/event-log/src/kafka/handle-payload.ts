import type { EachBatchPayload } from 'kafkajs';
import { handleBatch } from '../partition-reading.ts';
import type { LogRecord, PartitionReader } from '../port.ts';
import type { OwnedPartition } from './assignment.ts';
import type { FetchedMessage } from './cluster.ts';

const HEARTBEAT_EVERY_MS = 1_000;

type PayloadOptions = {
  readonly reader: PartitionReader;
  readonly maxBatchRecords: number;
  shouldContinue(): boolean;
};

/**
 * Hands what one fetch brought for one partition to the reader, piece by piece. Nothing is resolved that the reader
 * did not call done, so what is left is fetched again. Throws only what a heartbeat threw: the client rejoins then.
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
  // A slow reader keeps its place in the group, and hears early that it lost it.
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
      // After a lost heartbeat too: whether the store took the batch is not known.
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

/** The offset that was asked for; the client's types leave it out. */
function fetchedOffsetOf(batch: EachBatchPayload['batch']): string {
  return (batch as unknown as { readonly fetchedOffset: string }).fetchedOffset;
}

/**
 * The client goes to the log's start by itself when its offset is off the log, and over control records. Claiming
 * again tells the first; a second answer from further on is a gap without records, and is taken.
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

/** After the record batch of this message: compaction may have taken its last messages, and nothing else is there. */
export function offsetAfterBatch({ offset, batchContext }: FetchedMessage): number {
  const after = Number(offset) + 1;
  if (batchContext === undefined) return after;
  return Math.max(after, Number(batchContext.firstOffset) + batchContext.lastOffsetDelta + 1);
}
