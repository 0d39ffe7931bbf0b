/**
 * Digest of the current reports in 128 bits: the exclusive-or over every current (reference, revision). A node and the region each
 * compute this digest. If the digests differ, ledger and store differ. References are keyed digests, which cannot be chosen, so a
 * non-cryptographic mix is enough (MurmurHash3's finaliser for each 32 bits).
 */
export type CurrentDigest = readonly [number, number, number, number];

export const EMPTY_DIGEST: CurrentDigest = [0, 0, 0, 0];

/** Adds a current report to the digest, or removes the report: both are the same operation. The reference has 16 bytes. */
export function toggleReport(digest: CurrentDigest, reference: Uint8Array, revision: number): CurrentDigest {
  return [
    digest[0] ^ mixBits(readWord(reference, 0), revision),
    digest[1] ^ mixBits(readWord(reference, 4), revision),
    digest[2] ^ mixBits(readWord(reference, 8), revision),
    digest[3] ^ mixBits(readWord(reference, 12), revision),
  ];
}

/** Encodes a digest as 16 bytes, as in the progress of a node. */
export function encodeDigest(digest: CurrentDigest): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  digest.forEach((part, i) => {
    view.setInt32(4 * i, part);
  });
  return bytes;
}

export function decodeDigest(bytes: Uint8Array): CurrentDigest {
  return [readWord(bytes, 0), readWord(bytes, 4), readWord(bytes, 8), readWord(bytes, 12)];
}

function readWord(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function mixBits(part: number, revision: number): number {
  let h = part ^ Math.imul(revision, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
