import { ReceiptState } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import { STATE_NAMES } from '../receipts/receipt.ts';
import { hasEnded, hasReached } from './receipt.ts';

describe('the states of a revision', () => {
  it('count as reached if the revision is in that state or a later one', () => {
    expect(hasReached(ReceiptState.COUNTED, 'logged')).toBe(true);
    expect(hasReached(ReceiptState.ACCEPTED, 'counted')).toBe(false);
    expect(hasReached(ReceiptState.RETRACTED, 'counted')).toBe(false);
    expect(hasReached(ReceiptState.RETRACTED, 'retracted')).toBe(true);
    expect(hasReached(ReceiptState.IN_RELEASE, 'retracted')).toBe(false);
  });

  it('end with "in a release" or "retracted"', () => {
    const ended = Object.values(STATE_NAMES).filter(hasEnded);
    expect(ended).toEqual([ReceiptState.IN_RELEASE, ReceiptState.RETRACTED]);
  });
});
