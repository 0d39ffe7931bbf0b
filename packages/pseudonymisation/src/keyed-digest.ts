import { createHmac } from 'node:crypto';

/** A shorter key could be searched for, and the values under it are few enough to try. */
const KEY_BYTES = 32;

/**
 * HMAC-SHA-256 under `key` over a domain tag and fields, each length-prefixed: the same value never gives the same
 * digest for two purposes, and no two lists of fields run together. Throws RangeError for a key under 32 bytes.
 */
export function keyedDigest(
  key: Uint8Array,
  domain: string,
  fields: readonly (string | Uint8Array)[],
): Uint8Array {
  assertKey(key);
  const hmac = createHmac('sha256', key);
  for (const field of [domain, ...fields]) {
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return new Uint8Array(hmac.digest());
}

/** Throws RangeError for a key under 32 bytes. */
export function assertKey(key: Uint8Array): void {
  if (key.length < KEY_BYTES) throw new RangeError('A key must have at least 32 bytes');
}
