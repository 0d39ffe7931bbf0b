import type { Logger } from '../log/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ToTransientFailure } from '../transient.ts';
import { type CallContext, type ServerCall, ServerCallContext } from './call-context.ts';
import type { OpenCallLimiter } from './open-call-limiter.ts';
import { type CallWithCertificate, identifyCaller } from './peer-identity.ts';
import type { CallReauthorizer } from './reauthorization.ts';
import { logInternalError, RpcError } from './rpc-error.ts';

/** The access rules of a service, which this package does not contain. */
export type CallAuthorizer = {
  /** True if a method, by its path, has a rule. A server with a method that has none is not created. */
  readonly hasRule: (method: string) => boolean;
  /**
   * Runs before each call of every method, health and reflection included. Returns the `principal` of the call, or throws an
   * RpcError to reject it.
   */
  readonly authorize: (ctx: Pick<CallContext, 'caller' | 'method'>) => unknown;
};

/** Runs before the handler of each call. Throws an RpcError to reject the call, such as for exceeding a rate limit. */
export type BeforeCall = (ctx: CallContext) => void | Promise<void>;

export type CallEnd = {
  readonly method: string;
  readonly code: RpcError['code'] | 'OK';
  readonly durationMs: number;
};

export type CallPolicy = {
  readonly log: Logger;
  readonly authorizer?: CallAuthorizer;
  readonly before?: BeforeCall;
  readonly observe?: (end: CallEnd) => void;
  readonly toTransientFailure?: ToTransientFailure;
  /** Limits the open calls of each caller. All callers without an identity count as one caller. */
  readonly openCalls: OpenCallLimiter;
  /** Ends open calls that are no longer permitted. */
  readonly reauthorizer?: CallReauthorizer;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
  /** How long a response waits for a caller that reads nothing, in milliseconds. Then the call ends. */
  readonly unreadLimitMs: number;
  /** Milliseconds since 1970, to which the validity of certificates is compared. */
  readonly now: () => number;
};

/** Does what all kinds of call share: identity, authorisation, error translation and metrics. */
export type CallRunner = {
  readonly context: (call: ServerCall & CallWithCertificate) => ServerCallContext;
  readonly run: <Result>(
    ctx: ServerCallContext,
    work: () => Promise<Result>,
    done: (result: Result) => void,
    failed: (error: RpcError) => void,
  ) => Promise<void>;
};

export function createCallRunner(
  method: string,
  {
    log,
    authorizer,
    before,
    observe,
    toTransientFailure,
    now,
    stopping,
    openCalls,
    reauthorizer,
  }: CallPolicy,
): CallRunner {
  const asRpcError = (error: unknown, ctx: ServerCallContext): RpcError => {
    if (error instanceof RpcError) return error;
    // After the call is over, a handler may throw any error as a consequence. This is not a fault.
    if (ctx.cancelled) return ctx.endReason();
    const transient = toTransientFailure?.(error);
    if (transient !== undefined)
      return new RpcError('UNAVAILABLE', transient.message, [
        { type: 'retryInfo', retryAfterMs: transient.retryAfterMs },
      ]);
    return logInternalError(log, error, method);
  };

  return {
    context: (call) => new ServerCallContext(call, method, identifyCaller(call, now()), stopping),
    run: async (ctx, work, done, failed) => {
      const startedAtMs = performance.now();
      let isOver = false;
      let release: (() => void) | undefined;
      let unwatch: (() => void) | undefined;
      const finish = (code: CallEnd['code'], answer: () => void): void => {
        if (isOver) return;
        answer();
        isOver = true;
        release?.();
        unwatch?.();
        observe?.({ method, code, durationMs: performance.now() - startedAtMs });
      };
      const fail = (error: RpcError): void => finish(error.code, () => failed(error));
      try {
        release = openCalls.acquire(ctx.caller?.uri ?? '');
        // The caller is answered at once, because the handler may be waiting for a caller that reads nothing.
        unwatch = reauthorizer?.add(ctx, fail);
        ctx.principal = authorizer?.authorize(ctx);
        const permission = before?.(ctx);
        if (permission !== undefined) await permission;
        const result = await work();
        finish(ctx.cancelled ? ctx.endReason().code : 'OK', () => done(result));
      } catch (error) {
        fail(asRpcError(error, ctx));
      }
    },
  };
}

/** Counts calls by method and code, and times them by method. */
export function observeCalls(metrics: Metrics): (end: CallEnd) => void {
  const handled = metrics.counter({
    name: 'waylight_rpc_handled_total',
    help: 'Finished calls, by method and status code.',
    labels: ['method', 'code'],
  });
  const duration = metrics.histogram({
    name: 'waylight_rpc_duration_seconds',
    help: 'Duration of calls, by method.',
    labels: ['method'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });
  return ({ method, code, durationMs }) => {
    const name = method.slice(1);
    handled.add(1, { method: name, code });
    duration.observe(durationMs / 1_000, { method: name });
  };
}
