/** The cells of one source as JSON. */
export type AnswerPiece = {
  /** UTF-8, so that it is not encoded for each response; empty without cells. */
  readonly text: Uint8Array;
  readonly namesKosovo: boolean;
};

export type PieceCache = {
  /**
   * Returns the piece of this source and shape, or creates it by `write`. `source` is the object that contains the numbers,
   * compared by identity. `shape` contains everything else that the text depends on. The cache does not check access.
   */
  readonly getOrCreate: (source: object, shape: string, write: () => AnswerPiece) => AnswerPiece;
  /** Total size of cached texts and keys, in bytes. */
  readonly bytes: () => number;
};

const MAX_BYTES = 32 * 1024 * 1024;
/** Estimated memory of a piece in addition to its text. */
const PIECE_OVERHEAD_BYTES = 256;

type Shape = { readonly pieces: WeakMap<object, AnswerPiece>; bytes: number };

/**
 * Caches pieces by shape, then by source. Above `maxBytes` the least recently used shape is evicted first. Sources are
 * referenced weakly: a public record that was replaced frees its pieces.
 */
export function createPieceCache(maxBytes = MAX_BYTES): PieceCache {
  // A Map is in insertion order: setting a key again at each use makes the first key the least recently used.
  const shapes = new Map<string, Shape>();
  let bytes = 0;

  const shapeOf = (key: string): Shape => {
    const known = shapes.get(key);
    if (known !== undefined) {
      shapes.delete(key);
      shapes.set(key, known);
      return known;
    }
    const created = { pieces: new WeakMap<object, AnswerPiece>(), bytes: 2 * key.length };
    bytes += created.bytes;
    shapes.set(key, created);
    return created;
  };

  const evict = () => {
    for (const [key, shape] of shapes) {
      if (bytes <= maxBytes) return;
      shapes.delete(key);
      bytes -= shape.bytes;
    }
  };

  return {
    getOrCreate: (source, key, write) => {
      const shape = shapeOf(key);
      const cached = shape.pieces.get(source);
      if (cached !== undefined) return cached;
      const piece = write();
      const size = piece.text.length + PIECE_OVERHEAD_BYTES;
      shape.pieces.set(source, piece);
      shape.bytes += size;
      bytes += size;
      evict();
      return piece;
    },
    bytes: () => bytes,
  };
}
