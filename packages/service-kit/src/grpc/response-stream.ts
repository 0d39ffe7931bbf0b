import type { Writable } from 'node:stream';
import type { ServerCallContext } from './call-context.ts';
import { createFrameWriter, type FramedCall } from './frame-writer.ts';

/** Writes what the handler yields, as fast as the caller reads; stops the handler when the call is over. */
export async function writeResponses<Response>(
  call: Writable & FramedCall,
  ctx: ServerCallContext,
  serialize: (response: Response) => Buffer,
  responses: AsyncIterable<Response>,
): Promise<void> {
  const frames = createFrameWriter(call);
  try {
    for await (const response of responses) {
      if (ctx.cancelled) throw ctx.endReason();
      if (frames === null) {
        if (!call.write(response)) await waitForDrain(call, ctx);
      } else if (!frames.write(serialize(response))) await waitForDrain(frames.stream, ctx);
    }
  } finally {
    // Also before an error: what was yielded goes out ahead of the status.
    frames?.flush();
  }
}

async function waitForDrain(stream: Writable, ctx: ServerCallContext): Promise<void> {
  if (!stream.writableNeedDrain) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.once('drain', resolve);
  stream.once('close', resolve);
  await promise;
  stream.off('drain', resolve);
  stream.off('close', resolve);
  if (ctx.cancelled) throw ctx.endReason();
}
