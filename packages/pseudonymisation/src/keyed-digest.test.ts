import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyedDigest } from './keyed-digest.ts';

/** Computes the same digest with the HMAC of OpenSSL. */
function byHmac(key: Uint8Array, fields: readonly (string | Uint8Array)[]): string {
  const hmac = createHmac('sha256', key);
  for (const field of fields) {
    const bytes = Buffer.from(field as string);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return hmac.digest('hex');
}

describe('a keyed digest', () => {
  it('is the HMAC of its fields, for any key and fields', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 300 });
    const field = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), bytes);
    const key = fc.uint8Array({ minLength: 32, maxLength: 140 });
    fc.assert(
      fc.property(key, fc.string(), fc.array(field), (secret, domain, fields) => {
        const digest = Buffer.from(keyedDigest(secret, domain, fields)).toString('hex');
        expect(digest).toBe(byHmac(secret, [domain, ...fields]));
      }),
    );
  });

  it('requires a key of 32 bytes', () => {
    expect(() => keyedDigest(new Uint8Array(31), 'x', [])).toThrow(RangeError);
  });
});
