/** Stands for a request whose bytes are no message of its type. */
export const MALFORMED: unique symbol = Symbol('malformed request');

/** grpc-js would answer INTERNAL, with the decoder's words, to bytes that don't decode; the mistake is the caller's. */
export function catchMalformed<Request>(
  deserialize: (bytes: Buffer) => Request,
): (bytes: Buffer) => Request | typeof MALFORMED {
  return (bytes) => {
    try {
      return deserialize(bytes);
    } catch {
      return MALFORMED;
    }
  };
}
