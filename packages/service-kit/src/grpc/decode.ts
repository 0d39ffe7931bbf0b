/** Replaces a request whose bytes are not a valid message of its type. */
export const MALFORMED: unique symbol = Symbol('malformed request');

/**
 * For bytes that cannot be decoded, grpc-js would return INTERNAL with the decoder's message. The caller made the mistake, so the
 * status must be INVALID_ARGUMENT.
 */
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
