import { Buffer } from 'node:buffer';
import { type CurrentDigest, decodeDigest, EMPTY_DIGEST, encodeDigest } from '@waylight/trends';
import { REFERENCE_BYTES } from './check-event.ts';

/** What a partition holds, as its node is told: which reports are current, and which could not be counted. */
export type PartitionSummary = {
  /** Reports that count: their newest revision is no retraction. */
  readonly current: number;
  readonly digest: CurrentDigest;
  /** References whose newest message went to the dead letters, oldest first. */
  readonly refused: readonly string[];
};

export const EMPTY_SUMMARY: PartitionSummary = { current: 0, digest: EMPTY_DIGEST, refused: [] };

/** The summary is written with every commit: of very many refused references only the newest are told. */
export const MOST_REFUSED = 1_000;

const HEAD_BYTES = 21;
const FORM = 1;

/** Form, number of current reports, digest, then the refused references. */
export function encodeSummary({ current, digest, refused }: PartitionSummary): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES + refused.length * REFERENCE_BYTES);
  bytes.writeUInt8(FORM, 0);
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

/** A reference as the store names it. */
export function referenceText(reference: Uint8Array): string {
  return asBuffer(reference).toString('base64url');
}

/** The same bytes; a view of them is made only where there is none. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function referenceBytes(reference: string): Uint8Array {
  return Buffer.from(reference, 'base64url');
}
