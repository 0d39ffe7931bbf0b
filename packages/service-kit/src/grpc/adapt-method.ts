import type {
  handleBidiStreamingCall,
  handleClientStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  UntypedHandleCall,
} from '@grpc/grpc-js';
import { type CallPolicy, type CallRunner, createCallRunner } from './call-runner.ts';
import { MALFORMED } from './decode.ts';
import type {
  AnyMethod,
  BidiHandler,
  ClientStreamHandler,
  ServerStreamHandler,
  UnaryHandler,
} from './handlers.ts';
import { requestStream } from './request-stream.ts';
import { writeResponses } from './response-stream.ts';
import { malformedRequestError, toWireStatus } from './rpc-error.ts';

type Serialize = (response: unknown) => Buffer;

/** Turns one of our handlers into the callback form that grpc-js calls. */
export function adaptMethod(method: AnyMethod, handler: unknown, policy: CallPolicy): UntypedHandleCall {
  const runner = createCallRunner(method.path, policy);
  // The definition, and not the handler, says which of the four forms this is; ServiceHandlers ties the two together.
  if (method.requestStream) {
    return method.responseStream
      ? bidi(handler as BidiHandler<unknown, unknown>, runner, method.responseSerialize)
      : clientStream(handler as ClientStreamHandler<unknown, unknown>, runner);
  }
  return method.responseStream
    ? serverStream(handler as ServerStreamHandler<unknown, unknown>, runner, method.responseSerialize)
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
  serialize: Serialize,
): handleServerStreamingCall<unknown, unknown> {
  return (call) => {
    const ctx = context(call);
    const work = (): Promise<void> =>
      writeResponses(call, ctx, serialize, handler(requireWellFormed(call.request), ctx));
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
  serialize: Serialize,
): handleBidiStreamingCall<unknown, unknown> {
  return (call) => {
    const ctx = context(call);
    const requests = requestStream(call, ctx);
    void run(
      ctx,
      () => writeResponses(call, ctx, serialize, handler(requests, ctx)),
      () => call.end(),
      (error) => call.emit('error', toWireStatus(error)),
    );
  };
}

function requireWellFormed(request: unknown): unknown {
  if (request === MALFORMED) throw malformedRequestError();
  return request;
}
