import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

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
  const hmac = createHmac('sha256', keyObjectOf(key));
  // Put together first: handing over a field costs more than digesting it.
  const parts = [domain, ...fields].flatMap((field) => {
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  hmac.update(Buffer.concat(parts));
  return new Uint8Array(hmac.digest());
}

/** Throws RangeError for a key under 32 bytes. */
export function assertKey(key: Uint8Array): void {
  if (key.length < KEY_BYTES) throw new RangeError('A key must have at least 32 bytes');
}

/** Node.js takes longer to look at the bytes of a key than to digest a report with it, so each key is looked at once. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key);
  keyObjects.set(key, made);
  return made;
}
