import { hash } from 'node:crypto';

/** Minimum length: a shorter key could be brute-forced, and then all possible values could be tried. */
const KEY_BYTES = 32;
/** Block size of SHA-256. */
const BLOCK_BYTES = 64;

/**
 * Computes HMAC-SHA-256 (RFC 2104) with `key` over a domain tag and fields, each length-prefixed. So the same value gives
 * different digests for different purposes, and different lists of fields never give the same input. Throws RangeError for a key
 * under 32 bytes. It uses two one-shot hashes, because an HMAC of Node.js takes four times as long to set up.
 */
export function keyedDigest(
  key: Uint8Array,
  domain: string,
  fields: readonly (string | Uint8Array)[],
): Uint8Array {
  const { inner, outer } = padsOf(key);
  let size = BLOCK_BYTES + prefixedLength(domain);
  for (const field of fields) size += prefixedLength(field);
  const message = Buffer.allocUnsafe(size);
  message.set(inner);
  let at = writePrefixed(message, domain, BLOCK_BYTES);
  for (const field of fields) at = writePrefixed(message, field, at);
  const last = Buffer.allocUnsafe(2 * BLOCK_BYTES - 32);
  last.set(outer);
  last.set(hash('sha256', message, 'buffer'), BLOCK_BYTES);
  return new Uint8Array(hash('sha256', last, 'buffer'));
}

/** Throws RangeError for a key under 32 bytes. */
export function assertKey(key: Uint8Array): void {
  if (key.length < KEY_BYTES) throw new RangeError('A key must have at least 32 bytes');
}

function prefixedLength(field: string | Uint8Array): number {
  return 4 + (typeof field === 'string' ? Buffer.byteLength(field) : field.length);
}

function writePrefixed(message: Buffer, field: string | Uint8Array, at: number): number {
  const from = at + 4;
  if (typeof field === 'string') {
    const length = message.write(field, from);
    message.writeUInt32BE(length, at);
    return from + length;
  }
  message.writeUInt32BE(field.length, at);
  message.set(field, from);
  return from + field.length;
}

type Pads = { readonly inner: Uint8Array; readonly outer: Uint8Array };

/** Caches the padded key, because every report uses the same one. */
const pads = new WeakMap<Uint8Array, Pads>();

function padsOf(key: Uint8Array): Pads {
  const cached = pads.get(key);
  if (cached !== undefined) return cached;
  assertKey(key);
  const short = key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key;
  const pad = (byte: number) => Uint8Array.from({ length: BLOCK_BYTES }, (_, i) => (short[i] ?? 0) ^ byte);
  const padded = { inner: pad(0x36), outer: pad(0x5c) };
  pads.set(key, padded);
  return padded;
}
