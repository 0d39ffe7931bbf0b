import { describe, expect, it } from 'vitest';
import { decodeDigest, EMPTY_DIGEST, encodeDigest, toggleReport } from './current-digest.ts';

const reference = (n: number) => Uint8Array.from({ length: 16 }, (_, i) => (n * 31 + i * 7) & 0xff);

describe('the digest of current reports', () => {
  it('depends on the current reports, not on their order', () => {
    const ab = toggleReport(toggleReport(EMPTY_DIGEST, reference(1), 1), reference(2), 1);
    const ba = toggleReport(toggleReport(EMPTY_DIGEST, reference(2), 1), reference(1), 1);
    expect(ab).toEqual(ba);
    expect(ab).not.toEqual(toggleReport(EMPTY_DIGEST, reference(1), 1));
  });

  it('of two revisions of one report differs in all four parts', () => {
    const first = toggleReport(EMPTY_DIGEST, reference(1), 1);
    const second = toggleReport(EMPTY_DIGEST, reference(1), 2);
    for (let i = 0; i < 4; i++) expect(first[i]).not.toBe(second[i]);
  });

  it('is empty after every report was removed', () => {
    const one = toggleReport(EMPTY_DIGEST, reference(3), 5);
    expect(toggleReport(one, reference(3), 5)).toEqual(EMPTY_DIGEST);
  });

  it('is decoded from its 16 bytes', () => {
    const digest = toggleReport(toggleReport(EMPTY_DIGEST, reference(9), 2), reference(200), 3);
    expect(encodeDigest(digest)).toHaveLength(16);
    expect(decodeDigest(encodeDigest(digest))).toEqual(digest);
  });
});
