import type { EachBatchPayload } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { createPartitionStatus } from '../partition-reading.ts';
import { handlePayload, type OwnedPartition, offsetAfterBatch } from './handle-payload.ts';

const message = { key: null, value: null, timestamp: '0' };

describe('the offset after a record batch', () => {
  it('includes messages that compaction removed from the end of the batch', () => {
    const batchContext = { firstOffset: '100', lastOffsetDelta: 49 };
    expect(offsetAfterBatch({ ...message, offset: '120', batchContext })).toBe(150);
  });

  it('is the next offset if nothing was removed, or without a batch context', () => {
    const batchContext = { firstOffset: '100', lastOffsetDelta: 20 };
    expect(offsetAfterBatch({ ...message, offset: '120', batchContext })).toBe(121);
    expect(offsetAfterBatch({ ...message, offset: '120' })).toBe(121);
  });
});

describe('a response from another offset than requested', () => {
  const id = { topic: 'reports.v1.MK', partition: 0 };
  const ownedAt = (nextOffset: number): OwnedPartition => ({
    ...createPartitionStatus(id),
    nextOffset,
    abort: new AbortController(),
    log: { clusterId: 'c', topicId: 't' },
    inFlight: Promise.resolve(),
    skips: 0,
    committed: null,
  });

  /** Reads one message as the response from `start`. */
  async function answer(one: OwnedPartition, start: number) {
    const handled: number[] = [];
    const batch = {
      fetchedOffset: String(start),
      highWatermark: String(start + 1),
      messages: [{ ...message, offset: String(start) }],
    };
    const payload = { batch, heartbeat: async () => {}, resolveOffset: () => {} };
    const outcome = await handlePayload(payload as unknown as EachBatchPayload, one, {
      reader: {
        claim: async () => null,
        handle: async ({ records }) => {
          handled.push(...records.map(({ offset }) => offset));
          return 'done';
        },
      },
      maxBatchRecords: 10,
      shouldContinue: () => true,
    });
    return { outcome, handled };
  }

  it('is read from the requested offset', async () => {
    expect(await answer(ownedAt(100), 100)).toEqual({ outcome: 'done', handled: [100] });
  });

  it('is rejected once from a later offset, and accepted as a gap the second time', async () => {
    const one = ownedAt(100);
    expect(await answer(one, 200)).toEqual({ outcome: 'claim-again', handled: [] });
    expect(await answer(one, 200)).toEqual({ outcome: 'done', handled: [200] });
    expect(one.nextOffset).toBe(201);
  });

  it('is never read from an earlier offset', async () => {
    const one = ownedAt(100);
    for (let attempt = 0; attempt < 3; attempt += 1)
      expect(await answer(one, 50)).toEqual({ outcome: 'claim-again', handled: [] });
  });
});
