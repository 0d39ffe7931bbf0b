import type { MethodDefinition } from '@grpc/grpc-js';
import type { CallContext } from './call-context.ts';

/** A handler answers with its response, or throws an RpcError; anything else thrown is a bug and becomes INTERNAL. */
export type UnaryHandler<Request, Response> = (request: Request, ctx: CallContext) => Promise<Response>;
export type ServerStreamHandler<Request, Response> = (
  request: Request,
  ctx: CallContext,
) => AsyncIterable<Response>;
export type ClientStreamHandler<Request, Response> = (
  requests: AsyncIterable<Request>,
  ctx: CallContext,
) => Promise<Response>;
/** Reading the next request is what lets the client send more; a response waits until the client reads. */
export type BidiHandler<Request, Response> = (
  requests: AsyncIterable<Request>,
  ctx: CallContext,
) => AsyncIterable<Response>;

// biome-ignore lint/suspicious/noExplicitAny: grpc-js's own definition of a method; the handlers below are exact.
export type AnyMethod = MethodDefinition<any, any>;
/** What ts-proto generates for a service with `outputServices=grpc-js`. */
export type ServiceMethods = Readonly<Record<string, AnyMethod>>;

type RequestOf<Method extends AnyMethod> = ReturnType<Method['requestDeserialize']>;
type ResponseOf<Method extends AnyMethod> = Parameters<Method['responseSerialize']>[0];

export type HandlerOf<Method extends AnyMethod> = Method extends { requestStream: true; responseStream: true }
  ? BidiHandler<RequestOf<Method>, ResponseOf<Method>>
  : Method extends { requestStream: true }
    ? ClientStreamHandler<RequestOf<Method>, ResponseOf<Method>>
    : Method extends { responseStream: true }
      ? ServerStreamHandler<RequestOf<Method>, ResponseOf<Method>>
      : UnaryHandler<RequestOf<Method>, ResponseOf<Method>>;

/** One handler for every method of the service: a missing one doesn't compile. */
export type ServiceHandlers<Methods extends ServiceMethods> = {
  readonly [Name in keyof Methods]: HandlerOf<Methods[Name]>;
};
