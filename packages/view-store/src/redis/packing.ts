import { Buffer } from 'node:buffer';
import type { StoredValue } from '../port.ts';

/**
 * Names and values for one key, as one MessagePack array each, which the script unpacks with `cmsgpack`. Measured
 * against plain arguments, for 2,000 contributions with 8,000 cells: 146,000 events/s against 85,000. Most of the
 * gain is the server's, which parses a few large arguments instead of 20,000.
 */
export type PackedFields = { readonly writes: Buffer; readonly deletes: Buffer };

const nothing = Buffer.alloc(0);

export function packFields(fields: ReadonlyMap<string, StoredValue | null>): PackedFields {
  let bytes = 0;
  let deletes = 0;
  for (const [name, value] of fields) {
    bytes += mostBytes(name);
    if (value === null) deletes += 1;
    else bytes += mostBytes(value);
  }
  const writes = packer(2 * (fields.size - deletes), bytes);
  const gone = packer(deletes, deletes === 0 ? 0 : bytes);
  for (const [name, value] of fields) {
    if (value === null) {
      gone.add(name);
    } else {
      writes.add(name);
      writes.add(value);
    }
  }
  return { writes: writes.finish(), deletes: gone.finish() };
}

/** A UTF-16 unit takes at most three bytes of UTF-8. */
function mostBytes(value: StoredValue): number {
  return 5 + (typeof value === 'string' ? 3 * value.length : value.length);
}

function packer(count: number, bytes: number) {
  if (count === 0) return { add: () => {}, finish: () => nothing };
  const out = Buffer.allocUnsafe(5 + bytes);
  out[0] = 0xdd; // array, 32-bit length
  out.writeUInt32BE(count, 1);
  let at = 5;
  return {
    add(value: StoredValue): void {
      const long = mostBytes(value) > 0xffff;
      const start = at + (long ? 5 : 3);
      let length: number;
      if (typeof value === 'string') {
        length = out.write(value, start, 'utf8');
      } else {
        out.set(value, start);
        length = value.length;
      }
      if (long) {
        out[at] = 0xdb; // string, 32-bit length
        out.writeUInt32BE(length, at + 1);
      } else {
        out[at] = 0xda; // string, 16-bit length
        out[at + 1] = length >>> 8;
        out[at + 2] = length & 0xff;
      }
      at = start + length;
    },
    finish: (): Buffer => out.subarray(0, at),
  };
}
