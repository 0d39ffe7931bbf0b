import { Buffer } from 'node:buffer';
import { type CurrentDigest, decodeDigest, EMPTY_DIGEST, encodeDigest } from '@waylight/trends';
import { REFERENCE_BYTES } from './check-event.ts';

/** Summary of a partition for its node: current reports, and references that could not be counted. */
export type PartitionSummary = {
  /** Number of reports whose newest revision is not a retraction. */
  readonly current: number;
  readonly digest: CurrentDigest;
  /** References whose newest message went to the dead letters, the oldest first. */
  readonly refused: readonly string[];
};

export const EMPTY_SUMMARY: PartitionSummary = { current: 0, digest: EMPTY_DIGEST, refused: [] };

/**
 * Maximum number of refused references. The summary is part of every commit, so it contains only the newest
 * ones.
 */
export const MAX_REFUSED = 1_000;

const HEAD_BYTES = 21;
const FORMAT = 1;

/** Format, number of current reports, digest, then the refused references. */
export function encodeSummary({ current, digest, refused }: PartitionSummary): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES + refused.length * REFERENCE_BYTES);
  bytes.writeUInt8(FORMAT, 0);
  bytes.writeUInt32BE(current, 1);
  bytes.set(encodeDigest(digest), 5);
  refused.forEach((reference, i) => {
    bytes.set(referenceBytes(reference), HEAD_BYTES + i * REFERENCE_BYTES);
  });
  return bytes;
}

export function decodeSummary(stored: Uint8Array | null): PartitionSummary {
  if (stored === null || stored.length < HEAD_BYTES) return EMPTY_SUMMARY;
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const refused: string[] = [];
  for (let at = HEAD_BYTES; at + REFERENCE_BYTES <= bytes.length; at += REFERENCE_BYTES)
    refused.push(referenceText(bytes.subarray(at, at + REFERENCE_BYTES)));
  return { current: bytes.readUInt32BE(1), digest: decodeDigest(bytes.subarray(5, 21)), refused };
}

/** Name of a reference in the store. */
export function referenceText(reference: Uint8Array): string {
  return asBuffer(reference).toString('base64url');
}

/** Avoids a new view if the bytes are already a Buffer. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function referenceBytes(reference: string): Uint8Array {
  return Buffer.from(reference, 'base64url');
}
