/** A piece of an answer: its cells as JSON, and what else must be known of them. */
export type Piece = {
  /** UTF-8, so that it goes out as it is and is not encoded for each answer; empty where there are no cells. */
  readonly text: Uint8Array;
  readonly namesKosovo: boolean;
};

export type KeptPieces = {
  /**
   * The piece that was written for this source and this shape, or else the one that `write` makes. The source is the very
   * object that the numbers stand in; the shape says everything else that the text depends on. Who may read the source is
   * for the caller to ask, each time.
   */
  readonly piece: (source: object, shape: string, write: () => Piece) => Piece;
  /** What is kept, in bytes, texts and keys. */
  readonly bytes: () => number;
};

const MAX_BYTES = 32 * 1024 * 1024;
/** What a piece needs beside its text. */
const PIECE_BYTES = 256;

type Shape = { readonly pieces: WeakMap<object, Piece>; bytes: number };

/**
 * Keeps what was written, by shape and then by source; past `maxBytes` the shape that was not asked for longest goes
 * first. A source is held by nobody here: a public record that was replaced takes its pieces with it.
 */
export function createKeptPieces(maxBytes = MAX_BYTES): KeptPieces {
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
    const made = { pieces: new WeakMap<object, Piece>(), bytes: 2 * key.length };
    bytes += made.bytes;
    shapes.set(key, made);
    return made;
  };

  const makeRoom = () => {
    for (const [key, shape] of shapes) {
      if (bytes <= maxBytes) return;
      shapes.delete(key);
      bytes -= shape.bytes;
    }
  };

  return {
    piece: (source, key, write) => {
      const shape = shapeOf(key);
      const kept = shape.pieces.get(source);
      if (kept !== undefined) return kept;
      const piece = write();
      const size = piece.text.length + PIECE_BYTES;
      shape.pieces.set(source, piece);
      shape.bytes += size;
      bytes += size;
      makeRoom();
      return piece;
    },
    bytes: () => bytes,
  };
}
