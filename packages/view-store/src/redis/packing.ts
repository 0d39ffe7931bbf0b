import { Buffer } from 'node:buffer';

/**
 * Names and values of one key as MessagePack arrays, which the script unpacks with `cmsgpack`. Measured for 2,000 contributions
 * with 8,000 cells: 146,000 events/s, but 85,000 with plain arguments. Most of the gain is in Redis, which parses a few large
 * arguments instead of 20,000.
 */
export type PackedFields = { readonly writes: Buffer; readonly deletes: Buffer };

const EMPTY = Buffer.alloc(0);
const ARRAY_HEADER_BYTES = 5;

export function packFields(fields: ReadonlyMap<string, string | null>): PackedFields {
  let bytes = 0;
  let deleteCount = 0;
  for (const [name, value] of fields) {
    bytes += maxBytes(name);
    if (value === null) deleteCount += 1;
    else bytes += maxBytes(value);
  }
  const writes = arrayOf(2 * (fields.size - deleteCount), bytes);
  const deletes = arrayOf(deleteCount, bytes);
  let written = ARRAY_HEADER_BYTES;
  let deleted = ARRAY_HEADER_BYTES;
  for (const [name, value] of fields) {
    if (value === null) deleted = add(deletes, deleted, name);
    else written = add(writes, add(writes, written, name), value);
  }
  return { writes: writes.subarray(0, written), deletes: deletes.subarray(0, deleted) };
}

/** Allocates a MessagePack array for `count` texts of together at most `bytes` bytes. Empty if there are no texts. */
function arrayOf(count: number, bytes: number): Buffer {
  if (count === 0) return EMPTY;
  const out = Buffer.allocUnsafe(ARRAY_HEADER_BYTES + bytes);
  out[0] = 0xdd; // array, 32-bit length
  out.writeUInt32BE(count, 1);
  return out;
}

/** A UTF-16 unit needs at most three bytes of UTF-8. */
function maxBytes(text: string): number {
  return 5 + 3 * text.length;
}

/** Most texts are short ASCII. Writing them character by character takes half the time of `Buffer.write`. */
const SHORT = 64;

/** Writes the text at an index, and returns the index after it. */
function add(out: Buffer, at: number, text: string): number {
  const next = addShortAscii(out, at, text);
  if (next !== -1) return next;
  out[at] = 0xdb; // string, 32-bit length
  const length = out.write(text, at + 5, 'utf8');
  out.writeUInt32BE(length, at + 1);
  return at + 5 + length;
}

/** Returns -1 if the text is long or not ASCII. The caller then overwrites the bytes written so far. */
function addShortAscii(out: Buffer, at: number, text: string): number {
  const { length } = text;
  if (length > SHORT) return -1;
  let to = at;
  if (length < 32) {
    out[to++] = 0xa0 | length; // string, 5-bit length
  } else {
    out[to++] = 0xd9; // string, 8-bit length
    out[to++] = length;
  }
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127) return -1;
    out[to++] = code;
  }
  return to;
}
