import type { Writable } from 'node:stream';
import { Metadata } from '@grpc/grpc-js';
import { readProperty } from './peer-identity.ts';

export type FramedCall = { sendMetadata(metadata: Metadata): void };

export type FrameWriter = {
  /** Adds a message. Returns false if the next message must wait until the stream drains. */
  write(message: Buffer): boolean;
  /** Sends all added messages at once. */
  flush(): void;
  readonly stream: Writable;
};

/** Header of each message: a byte for "not compressed", and the length. */
const HEADER_BYTES = 5;
/** About one TLS record: larger writes gain nothing. */
const FLUSH_BYTES = 16_384;

/**
 * Writes all messages of one turn of the event loop together. grpc-js writes each message alone: an HTTP/2 frame, a TLS record and
 * a packet for each cost more than a small message. Returns null if a later grpc-js stores the stream elsewhere: then the call
 * itself writes. A test checks the path in the version in use.
 *
 * Kept for speed: measured by `npm run bench accept`. Otherwise `call.write` would be enough.
 */
export function createFrameWriter(call: FramedCall): FrameWriter | null {
  const stream = streamOf(call);
  if (stream === null) return null;
  let pending: Buffer[] = [];
  let bytes = 0;
  let hasHeaders = false;

  const flush = (): void => {
    const messages = pending;
    if (messages.length === 0) return;
    const frames = encodeFrames(messages, bytes);
    pending = [];
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
      // Runs after all synchronous work of this turn.
      if (pending.length === 0) process.nextTick(flush);
      pending.push(message);
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

/** Returns the HTTP/2 stream behind a call, which grpc-js keeps private. */
export function streamOf(call: unknown): Writable | null {
  const stream = readProperty(readProperty(call, 'call'), 'stream');
  return typeof stream === 'object' && stream !== null && 'respond' in stream && 'write' in stream
    ? (stream as unknown as Writable)
    : null;
}
