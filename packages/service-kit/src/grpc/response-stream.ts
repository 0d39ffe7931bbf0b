import type { Writable } from 'node:stream';
import type { ServerCallContext } from './call-context.ts';

/** Writes what the handler yields, as fast as the caller reads; stops the handler when the call is over. */
export async function writeResponses<Response>(
  call: Writable,
  ctx: ServerCallContext,
  responses: AsyncIterable<Response>,
): Promise<void> {
  for await (const response of responses) {
    if (ctx.cancelled) throw ctx.endReason();
    if (!call.write(response)) await drained(call, ctx);
  }
}

async function drained(call: Writable, ctx: ServerCallContext): Promise<void> {
  if (!call.writableNeedDrain) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  call.once('drain', resolve);
  call.once('close', resolve);
  await promise;
  call.off('drain', resolve);
  call.off('close', resolve);
  if (ctx.cancelled) throw ctx.endReason();
}
