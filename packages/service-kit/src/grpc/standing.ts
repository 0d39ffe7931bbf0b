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
  /** Looks at all open calls after every change and where a caller's certificate ends, until what it gives is called. */
  readonly follow: () => () => void;
};

/** A clock that was set right, or a machine that slept, puts an end off by no more than this. */
const LONGEST_WAIT_MS = 60_000;

/** A stream may be open for days, so that a check at its beginning is not enough. */
export function standingCalls({ check, onChange }: Standing, now: () => number): StandingCalls {
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
  const wait = nextEnd(open, now, lookAgain);
  return {
    enter: (ctx, fail) => {
      open.set(ctx, fail);
      wait.enter(ctx);
      return () => open.delete(ctx);
    },
    follow: () => {
      const unsubscribe = onChange(lookAgain);
      return () => {
        unsubscribe();
        wait.stop();
      };
    },
  };
}

/** One timer for the certificate that ends first: most calls are over before, and cost a comparison. */
function nextEnd(
  open: ReadonlyMap<ServerCallContext, unknown>,
  now: () => number,
  ended: () => void,
): { readonly enter: (ctx: ServerCallContext) => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let [firstMs, isStopped] = [Infinity, false];
  const waitFor = (endMs: number): void => {
    // Who may go on without a valid certificate has ended once, and is not waited for again.
    if (isStopped || endMs >= firstMs || endMs <= now()) return;
    firstMs = endMs;
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(endMs - now(), LONGEST_WAIT_MS)).unref();
  };
  const look = (): void => {
    if (firstMs <= now()) ended();
    firstMs = Infinity;
    for (const { caller } of open.keys()) waitFor(caller?.validToMs ?? Infinity);
  };
  return {
    enter: ({ caller }) => waitFor(caller?.validToMs ?? Infinity),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
