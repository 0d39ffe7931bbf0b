import { createHmac } from 'node:crypto';
import type { Uniform } from './controlled-rounding.ts';

/** Minimum length: a shorter secret could be brute-forced, and then exact counts could be recovered from released numbers. */
const SECRET_BYTES = 32;
const DRAW_BYTES = 8;

/**
 * A stream of uniform numbers that is unpredictable without `secret` and the same for the same labels. So a preview, and a
 * repetition after a crash, give the same numbers as the first draw.
 *
 * HMAC-SHA-256 in counter mode: the stream key is HMAC(secret, labels), and block i is HMAC(stream key, i). Each 8 bytes give
 * one number of 53 bits.
 *
 * Throws RangeError for a secret under 32 bytes.
 */
export function keyedUniform(secret: Uint8Array, ...labels: readonly string[]): Uniform {
  const streamKey = deriveKey(secret, ['waylight/draw/v1', ...labels]);

  let counter = 0;
  let block = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used + DRAW_BYTES > block.length) {
      block = createHmac('sha256', streamKey).update(uint32(counter)).digest();
      counter += 1;
      used = 0;
    }
    const high = block.readUInt32BE(used) >>> 5;
    const low = block.readUInt32BE(used + 4) >>> 6;
    used += DRAW_BYTES;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}

/**
 * HMAC-SHA-256 of the labels, which are length-prefixed, so that ["a", "bc"] differs from ["ab", "c"]. Throws RangeError for a
 * secret under 32 bytes.
 */
export function deriveKey(secret: Uint8Array, labels: readonly string[]): Uint8Array {
  if (secret.length < SECRET_BYTES) throw new RangeError('The secret of a draw must have at least 32 bytes');
  const keying = createHmac('sha256', secret);
  for (const label of labels) {
    const bytes = Buffer.from(label, 'utf8');
    keying.update(uint32(bytes.length)).update(bytes);
  }
  return keying.digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
