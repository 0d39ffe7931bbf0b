import type { Readable } from 'node:stream';
import { malformed } from './decode.ts';
import { malformedRequest, type RpcError } from './rpc-error.ts';

/**
 * The requests of a streaming call, pulled one by one: nothing is read ahead of the handler but the stream's own small
 * buffer, so a slow handler slows its caller down. Node's own iterator of a stream would destroy the call, and with it
 * the answers, when the handler stops reading early.
 */
export function requestStream<Request>(call: Readable, endReason: () => RpcError): AsyncIterable<Request> {
  let wake: (() => void) | undefined;
  let state: 'open' | 'ended' | 'broken' = 'open';
  const settle = (next: 'open' | 'ended' | 'broken'): void => {
    if (state === 'open') state = next;
    wake?.();
    wake = undefined;
  };
  call.on('readable', () => settle('open'));
  call.on('end', () => settle('ended'));
  call.on('close', () => settle('broken'));

  const next = async (): Promise<IteratorResult<Request, undefined>> => {
    for (;;) {
      const request: unknown = state === 'broken' ? null : call.read();
      if (request === malformed) throw malformedRequest();
      if (request !== null) return { done: false, value: request as Request };
      if (state === 'ended') return { done: true, value: undefined };
      if (state === 'broken') throw endReason();
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
