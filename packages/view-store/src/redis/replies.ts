import { Buffer } from 'node:buffer';

/** A reply of an unexpected type means that there is a bug, or that the server is not Redis. */
function unexpected(reply: unknown): Error {
  return new TypeError(
    `unexpected reply of type ${reply === null ? 'null' : typeof reply} from the view store`,
  );
}

export function asBytes(reply: unknown): Buffer | null {
  if (reply === null || reply === undefined) return null;
  if (Buffer.isBuffer(reply)) return reply;
  throw unexpected(reply);
}

export function asText(reply: unknown): string | null {
  if (typeof reply === 'string') return reply;
  return asBytes(reply)?.toString('utf8') ?? null;
}

export function asList(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply;
  throw unexpected(reply);
}

export function asBytesList(reply: unknown): readonly (Buffer | null)[] {
  // Only the first item is checked, because a reply has thousands of items, all from the same decoder.
  const list = asList(reply);
  if (list.length > 0) asBytes(list[0]);
  return list as readonly (Buffer | null)[];
}

export function asTextList(reply: unknown): readonly (string | null)[] {
  const list = asList(reply);
  if (list.some((text) => text !== null && typeof text !== 'string')) throw unexpected(list);
  return list as readonly (string | null)[];
}

export function asSortedNames(reply: unknown): readonly string[] {
  return asList(reply)
    .map((name) => asText(name) ?? '')
    .sort();
}

/** Parses the flat list of names and values of HGETALL and HSCAN. */
export function asPairs(reply: unknown): (readonly [string, Uint8Array])[] {
  const flat = asBytesList(reply);
  const pairs: (readonly [string, Uint8Array])[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [name, value] = [flat[at], flat[at + 1]];
    if (name && value) pairs.push([name.toString('utf8'), value]);
  }
  return pairs;
}

/** The same bytes as a Buffer, which commands need. */
export function asBuffer(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
