import type { CallContext, ServerCallContext } from './call-context.ts';
import { RpcError } from './rpc-error.ts';

/** What says who may call, and when that has changed. */
export type CallReauthorization = {
  /** @throws RpcError where the caller of an open call may not call any more. */
  readonly reauthorize: (ctx: Pick<CallContext, 'caller' | 'method'>) => void;
  /** What it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
};

export type CallReauthorizer = {
  /** Counts a call in, with what answers it when it is ended here; gives what counts it out again. */
  readonly add: (ctx: ServerCallContext, fail: (reason: RpcError) => void) => () => void;
  /** Looks at all open calls after every change and where a caller's certificate ends, until what it gives is called. */
  readonly watch: () => () => void;
};

/** A clock that was set right, or a machine that slept, puts an end off by no more than this. */
const MAX_TIMER_MS = 60_000;

/** A stream may be open for days, so that a check at its beginning is not enough. */
export function createCallReauthorizer(
  { reauthorize, onChange }: CallReauthorization,
  now: () => number,
): CallReauthorizer {
  const open = new Map<ServerCallContext, (reason: RpcError) => void>();
  const reauthorizeAll = (): void => {
    for (const [ctx, fail] of [...open]) {
      try {
        reauthorize(ctx);
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        ctx.end(error);
        fail(error);
      }
    }
  };
  const expiryTimer = createExpiryTimer(open, now, reauthorizeAll);
  return {
    add: (ctx, fail) => {
      open.set(ctx, fail);
      expiryTimer.add(ctx);
      return () => open.delete(ctx);
    },
    watch: () => {
      const unsubscribe = onChange(reauthorizeAll);
      return () => {
        unsubscribe();
        expiryTimer.stop();
      };
    },
  };
}

/** One timer for the certificate that ends first: most calls are over before, and cost a comparison. */
function createExpiryTimer(
  open: ReadonlyMap<ServerCallContext, unknown>,
  now: () => number,
  onExpired: () => void,
): { readonly add: (ctx: ServerCallContext) => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let [nextExpiryMs, isStopped] = [Infinity, false];
  const schedule = (expiryMs: number): void => {
    // Who may go on without a valid certificate has ended once, and is not waited for again.
    if (isStopped || expiryMs >= nextExpiryMs || expiryMs <= now()) return;
    nextExpiryMs = expiryMs;
    clearTimeout(timer);
    timer = setTimeout(onTimer, Math.min(expiryMs - now(), MAX_TIMER_MS)).unref();
  };
  const onTimer = (): void => {
    if (nextExpiryMs <= now()) onExpired();
    nextExpiryMs = Infinity;
    for (const { caller } of open.keys()) schedule(caller?.validToMs ?? Infinity);
  };
  return {
    add: ({ caller }) => schedule(caller?.validToMs ?? Infinity),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
