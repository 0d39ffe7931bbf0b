import { describe, expect, it } from 'vitest';
import { offsetAfterBatch } from './batch-reading.ts';

const message = { key: null, value: null, timestamp: '0' };

describe('the offset after a record batch', () => {
  it('passes the messages that compaction took from the batch’s end', () => {
    const batchContext = { firstOffset: '100', lastOffsetDelta: 49 };
    expect(offsetAfterBatch({ ...message, offset: '120', batchContext })).toBe(150);
  });

  it('is the next one where nothing was taken or nothing is known', () => {
    const batchContext = { firstOffset: '100', lastOffsetDelta: 20 };
    expect(offsetAfterBatch({ ...message, offset: '120', batchContext })).toBe(121);
    expect(offsetAfterBatch({ ...message, offset: '120' })).toBe(121);
  });
});
