import { Buffer } from 'node:buffer';
import { type CurrentDigest, decodeDigest, EMPTY_DIGEST, encodeDigest } from '@waylight/trends';
import { REFERENCE_BYTES } from './check-event.ts';
import type { OutdatedRecords } from './outdated-records.ts';

/** Summary of a partition for its node. Partitions of activity have outdated records alone. */
export type PartitionSummary = {
  /** Number of reports whose newest revision is not a retraction. */
  readonly current: number;
  readonly digest: CurrentDigest;
  /** References whose newest message went to the dead letters, the oldest first. */
  readonly refused: readonly string[];
  readonly outdated: OutdatedRecords;
};

export const EMPTY_SUMMARY: PartitionSummary = {
  current: 0,
  digest: EMPTY_DIGEST,
  refused: [],
  outdated: new Map(),
};

/**
 * Maximum number of refused references. The summary is part of every commit, so it contains only the newest
 * ones.
 */
export const MAX_REFUSED = 1_000;

const HEAD_BYTES = 21;
/** An outdated record: its reference and offset. */
const OUTDATED_BYTES = REFERENCE_BYTES + 8;
/** Refused references follow the head, to the end. Written without outdated records, as versions before 0.5.0 do. */
const WITHOUT_OUTDATED = 1;
/** The number of refused references follows the head, then these references, then the outdated records. */
const WITH_OUTDATED = 2;

/** Head of format, number of current reports and digest; then the lists of the format. */
export function encodeSummary({ current, digest, refused, outdated }: PartitionSummary): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(outdated.size === 0 ? WITHOUT_OUTDATED : WITH_OUTDATED, 0);
  head.writeUInt32BE(current, 1);
  head.set(encodeDigest(digest), 5);
  const references = refused.map(referenceBytes);
  if (outdated.size === 0) return Buffer.concat([head, ...references]);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(refused.length);
  const records = [...outdated].flatMap(([reference, offset]) => [
    referenceBytes(reference),
    encodeOffset(offset),
  ]);
  return Buffer.concat([head, count, ...references, ...records]);
}

function encodeOffset(offset: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(offset));
  return bytes;
}

export function decodeSummary(stored: Uint8Array | null): PartitionSummary {
  if (stored === null || stored.length < HEAD_BYTES) return EMPTY_SUMMARY;
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const lists = bytes.subarray(HEAD_BYTES);
  const head = { current: bytes.readUInt32BE(1), digest: decodeDigest(bytes.subarray(5, HEAD_BYTES)) };
  if (bytes.readUInt8(0) === WITHOUT_OUTDATED)
    return { ...head, refused: decodeReferences(lists), outdated: new Map() };
  const end = 4 + lists.readUInt32BE(0) * REFERENCE_BYTES;
  const outdated = new Map<string, number>();
  for (let at = end; at < lists.length; at += OUTDATED_BYTES)
    outdated.set(
      referenceText(lists.subarray(at, at + REFERENCE_BYTES)),
      Number(lists.readBigUInt64BE(at + REFERENCE_BYTES)),
    );
  return { ...head, refused: decodeReferences(lists.subarray(4, end)), outdated };
}

function decodeReferences(bytes: Buffer): string[] {
  const references: string[] = [];
  for (let at = 0; at + REFERENCE_BYTES <= bytes.length; at += REFERENCE_BYTES)
    references.push(referenceText(bytes.subarray(at, at + REFERENCE_BYTES)));
  return references;
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
