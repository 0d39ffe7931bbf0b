import { type EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, Metadata, type MethodDefinition } from '@grpc/grpc-js';
import { RpcFailure, toRpcFailure } from './rpc-failure.ts';

export type CallOptions = {
  /** Timeout: of the whole call if it is unary, or of the wait for each response of a stream. Infinity for no timeout. */
  readonly timeoutMs?: number;
  /** Cancels this call, in addition to the signal of the client's defaults. */
  readonly signal?: AbortSignal;
};

// biome-ignore lint/suspicious/noExplicitAny: grpc-js's own definition of a method; the calls below are exact.
type AnyMethod = MethodDefinition<any, any>;
type RequestOf<Method extends AnyMethod> = Parameters<Method['requestSerialize']>[0];
type ResponseOf<Method extends AnyMethod> = ReturnType<Method['responseDeserialize']>;

type CallOf<Method extends AnyMethod> = Method extends { requestStream: true }
  ? (
      requests: AsyncIterable<RequestOf<Method>>,
      options?: CallOptions,
    ) => AsyncGenerator<ResponseOf<Method>, void>
  : Method extends { responseStream: true }
    ? (request: RequestOf<Method>, options?: CallOptions) => AsyncGenerator<ResponseOf<Method>, void>
    : (request: RequestOf<Method>, options?: CallOptions) => Promise<ResponseOf<Method>>;

/** The methods of a generated service, as functions that return promises or async iterables. They throw RpcFailure. */
export type RpcClient<Methods extends Readonly<Record<string, AnyMethod>>> = {
  readonly [Name in keyof Methods]: CallOf<Methods[Name]>;
};

export type RpcDefaults = {
  readonly address: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

export function createRpcClient<Methods extends Readonly<Record<string, AnyMethod>>>(
  client: Client,
  methods: Methods,
  defaults: RpcDefaults,
): RpcClient<Methods> {
  const calls = Object.entries(methods).map(([name, method]) => [name, createCall(client, method, defaults)]);
  return Object.fromEntries(calls) as RpcClient<Methods>;
}

function createCall(client: Client, method: AnyMethod, defaults: RpcDefaults): unknown {
  const call = { address: defaults.address, path: method.path };
  const settings = (options: CallOptions) => ({
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    signal:
      options.signal === undefined ? defaults.signal : AbortSignal.any([defaults.signal, options.signal]),
  });
  if (method.requestStream)
    return (requests: AsyncIterable<unknown>, options: CallOptions = {}) =>
      callBidiStream(client, method, call, requests, settings(options));
  if (method.responseStream)
    return (request: unknown, options: CallOptions = {}) => {
      const callSettings = settings(options);
      const { requestSerialize, responseDeserialize } = method;
      const open = () =>
        client.makeServerStreamRequest(method.path, requestSerialize, responseDeserialize, request);
      return readResponses(open, call, callSettings);
    };
  return (request: unknown, options: CallOptions = {}) =>
    retryWhenBusy(call, settings(options), (deadline, signal) =>
      callUnary(client, method, call, request, deadline, signal),
    );
}

type CallSettings = { readonly timeoutMs: number; readonly signal: AbortSignal };
type Call = { readonly address: string; readonly path: string };

/**
 * Retries a call that the service rejects as too busy, after the delay that it returns and before the deadline. A retry is
 * harmless, because unary methods are idempotent.
 */
async function retryWhenBusy<Response>(
  call: Call,
  { timeoutMs, signal }: CallSettings,
  attempt: (deadline: number, signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt(deadline, signal);
    } catch (error) {
      const failure = toRpcFailure(call, error);
      const { code, retryAfterMs } = failure;
      if (code !== 'RESOURCE_EXHAUSTED' || !retryAfterMs || Date.now() + retryAfterMs >= deadline)
        throw failure;
      await wait(retryAfterMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function callUnary(
  client: Client,
  method: AnyMethod,
  call: Call,
  request: unknown,
  deadline: number,
  signal: AbortSignal,
): Promise<unknown> {
  if (signal.aborted) return Promise.reject(cancelledFailure(call));
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const running = client.makeUnaryRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    request,
    new Metadata(),
    { deadline },
    (error, response) => (error === null ? resolve(response) : reject(error)),
  );
  const abort = () => running.cancel();
  signal.addEventListener('abort', abort, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

type ResponseStream = AsyncIterable<unknown> & { cancel(): void };

/** Yields the responses. If the next response takes longer than the timeout, the call ends. Leaving the loop cancels the call. */
async function* readResponses(
  open: () => ResponseStream,
  call: Call,
  { timeoutMs, signal }: CallSettings,
): AsyncGenerator<unknown, void> {
  if (signal.aborted) throw cancelledFailure(call);
  const stream = open();
  let hasTimedOut = false;
  let timer: NodeJS.Timeout | undefined;
  const restartTimer = () => {
    clearTimeout(timer);
    if (!Number.isFinite(timeoutMs)) return;
    timer = setTimeout(() => {
      hasTimedOut = true;
      stream.cancel();
    }, timeoutMs);
  };
  const abort = () => stream.cancel();
  signal.addEventListener('abort', abort, { once: true });
  try {
    restartTimer();
    for await (const response of stream) {
      clearTimeout(timer);
      yield response;
      restartTimer();
    }
  } catch (error) {
    if (hasTimedOut) throw new RpcFailure(call, 'DEADLINE_EXCEEDED', `no answer for ${timeoutMs} ms`);
    throw toRpcFailure(call, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    stream.cancel();
  }
}

/**
 * Sends requests while it reads responses. A request is sent only when the connection has room, so that no requests accumulate in
 * memory.
 */
async function* callBidiStream(
  client: Client,
  method: AnyMethod,
  call: Call,
  requests: AsyncIterable<unknown>,
  callSettings: CallSettings,
): AsyncGenerator<unknown, void> {
  const hungUp = new AbortController();
  let requestError: { error: unknown } | undefined;
  const open = () => {
    const { requestSerialize, responseDeserialize } = method;
    const stream = client.makeBidiStreamRequest(method.path, requestSerialize, responseDeserialize);
    void sendRequests(stream, requests, hungUp.signal).catch((error: unknown) => {
      requestError = { error };
      stream.cancel();
    });
    return stream;
  };
  try {
    yield* readResponses(open, call, callSettings);
  } catch (error) {
    // An error of the requests is the cause, so it takes precedence over the error of the call.
    throw requestError === undefined ? error : requestError.error;
  } finally {
    hungUp.abort();
  }
}

type RequestStream = EventEmitter & { write(request: unknown): boolean; end(): void };

/** Rejects only with an error that `requests` throws. Errors of the call are thrown where responses are read. */
async function sendRequests(stream: RequestStream, requests: AsyncIterable<unknown>, signal: AbortSignal) {
  for await (const request of requests) {
    if (signal.aborted) return;
    if (stream.write(request)) continue;
    const hasDrained = await once(stream, 'drain', { signal }).then(
      () => true,
      () => false,
    );
    if (!hasDrained) return;
  }
  stream.end();
}

function cancelledFailure(call: Call): RpcFailure {
  return new RpcFailure(call, 'CANCELLED', 'interrupted');
}
