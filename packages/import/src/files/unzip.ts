import { constants, inflateRawSync } from 'node:zlib';

/** Selected files of a zip archive, by name. */
export type UnpackedFiles = ReadonlyMap<string, Uint8Array>;

export class UnpackError extends Error {
  override readonly name = 'UnpackError';
  /** `too-large`: the content exceeds the limit. `broken`: the archive cannot be trusted. */
  readonly code: 'too-large' | 'broken';

  constructor(code: UnpackError['code']) {
    super(code);
    this.code = code;
  }
}

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const MAX_COMMENT_LENGTH = 0xffff;
const MAX_ENTRIES = 5_000;
const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks an archive once, and counts the actual bytes instead of trusting the stated sizes. An archive with a duplicate name,
 * encryption or a wrong offset is broken, so that no two readers can see different files in it.
 */
export function unpack(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  maxBytes: number,
): UnpackedFiles {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  let left = maxBytes;
  for (const entry of entriesOf(view, bytes)) {
    if (!isWanted(entry.name)) continue;
    if (files.has(entry.name)) throw new UnpackError('broken');
    const content = contentOf(entry, view, bytes, left);
    left -= content.length;
    if (left < 0) throw new UnpackError('too-large');
    files.set(entry.name, content);
  }
  return files;
}

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedBytes: number;
  readonly at: number;
};

function* entriesOf(view: DataView, bytes: Uint8Array): IterableIterator<Entry> {
  const end = endOf(view);
  const count = u16(view, end + 10);
  if (count > MAX_ENTRIES) throw new UnpackError('broken');
  let at = u32(view, end + 16);
  for (let n = 0; n < count; n++) {
    if (u32(view, at) !== DIRECTORY) throw new UnpackError('broken');
    const nameBytes = u16(view, at + 28);
    const from = at + 46;
    yield {
      name: new TextDecoder().decode(bytes.subarray(from, from + nameBytes)),
      method: u16(view, at + 10),
      isEncrypted: (u16(view, at + 8) & 1) === 1,
      packedBytes: u32(view, at + 20),
      at: u32(view, at + 42),
    };
    at = from + nameBytes + u16(view, at + 30) + u16(view, at + 32);
  }
}

/** The end of the directory, which a comment may follow. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - MAX_COMMENT_LENGTH);
  for (let at = view.byteLength - 22; at >= first; at--) if (u32(view, at) === END) return at;
  throw new UnpackError('broken');
}

function contentOf(entry: Entry, view: DataView, bytes: Uint8Array, left: number): Uint8Array {
  if (entry.isEncrypted || u32(view, entry.at) !== LOCAL) throw new UnpackError('broken');
  const from = entry.at + 30 + u16(view, entry.at + 26) + u16(view, entry.at + 28);
  const packed = bytes.subarray(from, from + entry.packedBytes);
  if (packed.length !== entry.packedBytes) throw new UnpackError('broken');
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED) throw new UnpackError('broken');
  try {
    return inflateRawSync(packed, { maxOutputLength: left + 1, finishFlush: constants.Z_FINISH });
  } catch (error) {
    const isFull = error instanceof RangeError;
    throw new UnpackError(isFull ? 'too-large' : 'broken');
  }
}

function u16(view: DataView, at: number): number {
  if (at < 0 || at + 2 > view.byteLength) throw new UnpackError('broken');
  return view.getUint16(at, true);
}

function u32(view: DataView, at: number): number {
  if (at < 0 || at + 4 > view.byteLength) throw new UnpackError('broken');
  return view.getUint32(at, true);
}
