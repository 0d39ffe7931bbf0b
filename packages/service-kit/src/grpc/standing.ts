import type { CallContext, ServerCallContext } from './call-context.ts';
import { RpcError } from './rpc-error.ts';

/** What says who may call, and when that has changed. */
export type Standing = {
  /** @throws RpcError where the caller of an open call may not call any more. */
  readonly check: (ctx: Pick<CallContext, 'caller' | 'method'>) => void;
  /** What it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
};

export type StandingCalls = {
  /** Counts a call in, with what answers it when it is ended here; gives what counts it out again. */
  readonly enter: (ctx: ServerCallContext, fail: (reason: RpcError) => void) => () => void;
  /** Looks at all open calls after every change, until what it gives is called. */
  readonly follow: () => () => void;
};

/** A stream may be open for days, so that a check at its beginning is not enough. */
export function standingCalls({ check, onChange }: Standing): StandingCalls {
  const open = new Map<ServerCallContext, (reason: RpcError) => void>();
  const lookAgain = (): void => {
    for (const [ctx, fail] of [...open]) {
      try {
        check(ctx);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        ctx.end(error);
        fail(error);
      }
    }
  };
  return {
    enter: (ctx, fail) => {
      open.set(ctx, fail);
      return () => open.delete(ctx);
    },
    follow: () => onChange(lookAgain),
  };
}
