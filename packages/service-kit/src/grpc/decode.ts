/** Replaces a request whose bytes are no message of its type. */
export const MALFORMED: unique symbol = Symbol('malformed request');

/** For bytes that do not decode, grpc-js would return INTERNAL with the decoder's message. The caller's mistake is INVALID_ARGUMENT. */
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
