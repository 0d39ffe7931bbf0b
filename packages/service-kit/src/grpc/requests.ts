import type { Readable } from 'node:stream';
import type { ServerCallContext } from './call-context.ts';
import { malformedRequestError, serverStoppingError } from './rpc-error.ts';

/** Replaces a request whose bytes are not a valid message of its type. */
const MALFORMED: unique symbol = Symbol('malformed request');

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

export function requireWellFormed(request: unknown): unknown {
  if (request === MALFORMED) throw malformedRequestError();
  return request;
}

/**
 * Returns the requests of a streaming call, read one by one. Only the small buffer of the stream is read ahead of the handler, so
 * a slow handler slows its caller down. Node's own stream iterator would destroy the call, responses included, when the handler
 * stops reading early.
 */
export function requestStream<Request>(call: Readable, ctx: ServerCallContext): AsyncIterable<Request> {
  let wake: (() => void) | undefined;
  let state: 'open' | 'ended' | 'broken' = 'open';
  const settle = (next: 'open' | 'ended' | 'broken'): void => {
    if (state === 'open') state = next;
    wake?.();
    wake = undefined;
  };
  call.on('readable', () => settle('open'));
  // A reset call emits `end` before it is cancelled. Treating this `end` as the end of requests would accept half an upload as a
  // whole one.
  call.on('end', () => setImmediate(() => settle(ctx.cancelled ? 'broken' : 'ended')));
  const onStopping = (): void => settle('open');
  ctx.stopping.addEventListener('abort', onStopping);
  call.on('close', () => {
    ctx.stopping.removeEventListener('abort', onStopping);
    settle('broken');
  });

  const next = async (): Promise<IteratorResult<Request, undefined>> => {
    for (;;) {
      if (ctx.endError !== undefined) throw ctx.endError;
      if (ctx.stopping.aborted && state === 'open') throw serverStoppingError();
      const request: unknown = state === 'broken' ? null : call.read();
      if (request !== null) return { done: false, value: requireWellFormed(request) as Request };
      if (state === 'ended') return { done: true, value: undefined };
      if (state === 'broken') throw ctx.endReason();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const iterator: AsyncIterableIterator<Request, undefined> = {
    next,
    return: async () => ({ done: true, value: undefined }),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
