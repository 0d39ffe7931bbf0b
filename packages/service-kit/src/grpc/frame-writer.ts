import type { Writable } from 'node:stream';
import { Metadata } from '@grpc/grpc-js';

export type FramedCall = { sendMetadata(metadata: Metadata): void };

export type FrameWriter = {
  /** Takes one message. False: wait for the stream to drain before the next. */
  write(message: Buffer): boolean;
  /** Sends at once what was taken. */
  flush(): void;
  readonly stream: Writable;
};

/** A message on the wire: a byte that says that it is not compressed, its length, and itself. */
const HEADER_BYTES = 5;
/** About a TLS record: more in one write gains nothing. */
const FLUSH_BYTES = 16_384;

/**
 * Writes all messages of one turn of the event loop together. grpc-js writes each by itself and waits for it: a frame
 * of HTTP/2, a record of TLS and a packet per message cost node and caller more than a small message does. Null where
 * a later grpc-js keeps the stream elsewhere; then messages go by the call. A test holds the path to the version in use.
 */
export function createFrameWriter(call: FramedCall): FrameWriter | null {
  const stream = streamOf(call);
  if (stream === null) return null;
  let waiting: Buffer[] = [];
  let bytes = 0;
  let hasHeaders = false;

  const flush = (): void => {
    const messages = waiting;
    if (messages.length === 0) return;
    const frames = encodeFrames(messages, bytes);
    waiting = [];
    bytes = 0;
    if (stream.destroyed || stream.writableEnded) return;
    if (!hasHeaders) call.sendMetadata(new Metadata());
    hasHeaders = true;
    stream.write(frames);
  };

  return {
    stream,
    flush,
    write(message) {
      // Runs when everything that can go on without waiting has: what is ready in this turn goes out together.
      if (waiting.length === 0) process.nextTick(flush);
      waiting.push(message);
      bytes += HEADER_BYTES + message.length;
      if (bytes >= FLUSH_BYTES) flush();
      return !stream.writableNeedDrain;
    },
  };
}

function encodeFrames(messages: readonly Buffer[], bytes: number): Buffer {
  const frames = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const message of messages) {
    frames[at] = 0;
    frames.writeUInt32BE(message.length, at + 1);
    frames.set(message, at + HEADER_BYTES);
    at += HEADER_BYTES + message.length;
  }
  return frames;
}

/** The HTTP/2 stream behind a call, which grpc-js keeps to itself. */
export function streamOf(call: unknown): Writable | null {
  const stream = readProperty(readProperty(call, 'call'), 'stream');
  return typeof stream === 'object' && stream !== null && 'respond' in stream && 'write' in stream
    ? (stream as unknown as Writable)
    : null;
}

function readProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
