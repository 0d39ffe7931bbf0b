import { Buffer } from 'node:buffer';

/**
 * Names and values for one key, as one MessagePack array each, which the script unpacks with `cmsgpack`. Measured
 * against plain arguments, for 2,000 contributions with 8,000 cells: 146,000 events/s against 85,000. Most of the
 * gain is the server's, which parses a few large arguments instead of 20,000.
 */
export type PackedFields = { readonly writes: Buffer; readonly deletes: Buffer };

const nothing = Buffer.alloc(0);

export function packFields(fields: ReadonlyMap<string, string | null>): PackedFields {
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
function mostBytes(text: string): number {
  return 5 + 3 * text.length;
}

/** Most texts are ASCII and short: written character by character they take half the time that a call takes. */
const SHORT = 64;

function packer(count: number, bytes: number) {
  if (count === 0) return { add: () => {}, finish: () => nothing };
  const out = Buffer.allocUnsafe(5 + bytes);
  out[0] = 0xdd; // array, 32-bit length
  out.writeUInt32BE(count, 1);
  let at = 5;

  /** Says whether it could; if not, what it wrote is written over. */
  const addShortAscii = (text: string): boolean => {
    const { length } = text;
    if (length > SHORT) return false;
    let to = at;
    if (length < 32) {
      out[to++] = 0xa0 | length; // string, 5-bit length
    } else {
      out[to++] = 0xd9; // string, 8-bit length
      out[to++] = length;
    }
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return false;
      out[to++] = code;
    }
    at = to;
    return true;
  };

  return {
    add(text: string): void {
      if (addShortAscii(text)) return;
      out[at] = 0xdb; // string, 32-bit length
      const length = out.write(text, at + 5, 'utf8');
      out.writeUInt32BE(length, at + 1);
      at += 5 + length;
    },
    finish: (): Buffer => out.subarray(0, at),
  };
}
