/** HTTP/2 frames (RFC 9113), for input that no library would send. */
export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

export const FRAME = { HEADERS: 1, SETTINGS: 4, PING: 6, WINDOW_UPDATE: 8, CONTINUATION: 9 } as const;

/** Section 4.1: length, type, flags, stream, payload. */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
