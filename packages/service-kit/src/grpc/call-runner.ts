import { randomUUID } from 'node:crypto';
import type { Logger } from '../log/logger.ts';
import type { TransientOf } from '../transient.ts';
import type { CallAuthorizer } from './call-authorizer.ts';
import { type CallContext, type ServerCall, ServerCallContext } from './call-context.ts';
import { type IdentifiedCall, identifyCaller } from './connection-identity.ts';
import type { OpenCallLimiter } from './open-call-limiter.ts';
import type { CallReauthorizer } from './reauthorization.ts';
import { RpcError } from './rpc-error.ts';

/** Runs before each call's handler; throws an RpcError to refuse it (who may call, how often). */
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
  readonly transientOf?: TransientOf;
  /** Counted for each caller; those whom no certificate names are one. */
  readonly openCalls: OpenCallLimiter;
  /** Ends calls whose callers may not call any more. */
  readonly reauthorizer?: CallReauthorizer;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
  /** The reading of the clock that certificates are held against. */
  readonly now: () => number;
};

/** What every call has in common: who calls, whether they may, what an error becomes, and what is measured. */
export type CallRunner = {
  readonly context: (call: ServerCall & IdentifiedCall) => ServerCallContext;
  readonly run: <Result>(
    ctx: ServerCallContext,
    work: () => Promise<Result>,
    done: (result: Result) => void,
    failed: (error: RpcError) => void,
  ) => Promise<void>;
};

export function createCallRunner(
  method: string,
  { log, authorizer, before, observe, transientOf, now, stopping, openCalls, reauthorizer }: CallPolicy,
): CallRunner {
  const asRpcError = (error: unknown, ctx: ServerCallContext): RpcError => {
    if (error instanceof RpcError) return error;
    // Whatever a handler throws because its call is over is not worth a log line.
    if (ctx.cancelled) return ctx.endReason();
    const transient = transientOf?.(error);
    if (transient !== undefined)
      return new RpcError('UNAVAILABLE', transient.message, [
        { type: 'retryInfo', retryAfterMs: transient.retryAfterMs },
      ]);
    const faultId = randomUUID();
    log.error('rpc failed unexpectedly', { method, faultId, error });
    return new RpcError('INTERNAL', `internal error; quote ${faultId} to the operator`);
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
        // Answered at once, and not when the handler notices: it may wait for a caller who reads nothing.
        unwatch = reauthorizer?.add(ctx, fail);
        authorizer?.authorize(ctx);
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
