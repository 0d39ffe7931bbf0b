import type { Writable } from 'node:stream';
import type {
  handleBidiStreamingCall,
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  UntypedHandleCall,
} from '@grpc/grpc-js';
import type { ServerCallContext } from './call-context.ts';
import { type CallPolicy, type CallRunner, createCallRunner } from './call-runner.ts';
import { createFrameWriter, type FramedCall } from './frame-writer.ts';
import type {
  AnyMethod,
  BidiHandler,
  ClientStreamHandler,
  ServerStreamHandler,
  UnaryHandler,
} from './handlers.ts';
import { requestStream, requireWellFormed } from './requests.ts';
import { toWireStatus, unreadResponsesError } from './rpc-error.ts';

type WriteSettings = {
  readonly serialize: (response: unknown) => Buffer;
  readonly unreadLimitMs: number;
};

/** Turns an async handler into the callback that grpc-js calls. */
export function adaptMethod(method: AnyMethod, handler: unknown, policy: CallPolicy): UntypedHandleCall {
  const runner = createCallRunner(method.path, policy);
  const settings: WriteSettings = {
    serialize: method.responseSerialize,
    unreadLimitMs: policy.unreadLimitMs,
  };
  // The definition selects the kind of call; ServiceHandlers guarantees that the handler has the same kind.
  if (method.requestStream) {
    return method.responseStream
      ? bidi(handler as BidiHandler<unknown, unknown>, runner, settings)
      : clientStream(handler as ClientStreamHandler<unknown, unknown>, runner);
  }
  return method.responseStream
    ? serverStream(handler as ServerStreamHandler<unknown, unknown>, runner, settings)
    : unary(handler as UnaryHandler<unknown, unknown>, runner);
}

function unary(
  handler: UnaryHandler<unknown, unknown>,
  { context, run }: CallRunner,
): handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const ctx = context(call);
    const work = (): Promise<unknown> => handler(requireWellFormed(call.request), ctx);
    void run(
      ctx,
      work,
      (response) => callback(null, response),
      (error) => callback(toWireStatus(error)),
    );
  };
}

function clientStream(
  handler: ClientStreamHandler<unknown, unknown>,
  { context, run }: CallRunner,
): handleClientStreamingCall<unknown, unknown> {
  return (call, callback) => {
    const ctx = context(call);
    const requests = requestStream(call, ctx);
    void run(
      ctx,
      () => handler(requests, ctx),
      (response) => callback(null, response),
      (error) => callback(toWireStatus(error)),
    );
  };
}

function serverStream(
  handler: ServerStreamHandler<unknown, unknown>,
  { context, run }: CallRunner,
  settings: WriteSettings,
): handleServerStreamingCall<unknown, unknown> {
  return (call) => {
    const ctx = context(call);
    const work = (): Promise<void> =>
      writeResponses(call, ctx, settings, handler(requireWellFormed(call.request), ctx));
    void run(
      ctx,
      work,
      () => call.end(),
      (error) => call.emit('error', toWireStatus(error)),
    );
  };
}

function bidi(
  handler: BidiHandler<unknown, unknown>,
  { context, run }: CallRunner,
  settings: WriteSettings,
): handleBidiStreamingCall<unknown, unknown> {
  return (call) => {
    const ctx = context(call);
    const requests = requestStream(call, ctx);
    void run(
      ctx,
      () => writeResponses(call, ctx, settings, handler(requests, ctx)),
      () => call.end(),
      (error) => call.emit('error', toWireStatus(error)),
    );
  };
}

/** Writes the handler's responses at the pace of the caller, and stops the handler when the call is over. */
async function writeResponses(
  call: Writable & FramedCall,
  ctx: ServerCallContext,
  { serialize, unreadLimitMs }: WriteSettings,
  responses: AsyncIterable<unknown>,
): Promise<void> {
  const frames = createFrameWriter(call);
  try {
    for await (const response of responses) {
      if (ctx.cancelled) throw ctx.endReason();
      if (frames === null) {
        if (!call.write(response)) await waitForDrain(call, ctx, unreadLimitMs);
      } else if (!frames.write(serialize(response))) await waitForDrain(frames.stream, ctx, unreadLimitMs);
    }
  } finally {
    // This also applies after an error: responses must precede the status.
    frames?.flush();
  }
}

async function waitForDrain(stream: Writable, ctx: ServerCallContext, limitMs: number): Promise<void> {
  if (!stream.writableNeedDrain) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  stream.once('drain', resolve);
  stream.once('close', resolve);
  const timer = setTimeout(() => reject(unreadResponsesError()), limitMs);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    stream.off('drain', resolve);
    stream.off('close', resolve);
  }
  if (ctx.cancelled) throw ctx.endReason();
}
