/** A piece of an answer: its cells as JSON, and what else must be known of them. */
export type AnswerPiece = {
  /** UTF-8, so that it goes out as it is and is not encoded for each answer; empty where there are no cells. */
  readonly text: Uint8Array;
  readonly namesKosovo: boolean;
};

export type PieceCache = {
  /**
   * The piece that was written for this source and this shape, or else the one that `write` makes. The source is the very
   * object that the numbers stand in; the shape says everything else that the text depends on. Who may read the source is
   * for the caller to ask, each time.
   */
  readonly getOrCreate: (source: object, shape: string, write: () => AnswerPiece) => AnswerPiece;
  /** What is kept, in bytes, texts and keys. */
  readonly bytes: () => number;
};

const MAX_BYTES = 32 * 1024 * 1024;
/** What a piece needs beside its text. */
const PIECE_OVERHEAD_BYTES = 256;

type Shape = { readonly pieces: WeakMap<object, AnswerPiece>; bytes: number };

/**
 * Keeps what was written, by shape and then by source; past `maxBytes` the shape that was not asked for longest goes
 * first. A source is held by nobody here: a public record that was replaced takes its pieces with it.
 */
export function createPieceCache(maxBytes = MAX_BYTES): PieceCache {
  // A Map keeps the order in which keys were set: setting one anew at each use makes the first the quietest.
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
