import type { CallContext, ServerCallContext } from './call-context.ts';
import { RpcError } from './rpc-error.ts';

/** Checks the access rules for open calls, and notifies about changes of the rules. */
export type CallReauthorization = {
  /** @throws RpcError if the caller of an open call lost its permission. */
  readonly reauthorize: (ctx: Pick<CallContext, 'caller' | 'method'>) => void;
  /** Returns the function that ends the subscription. */
  readonly onChange: (listener: () => void) => () => void;
};

export type CallReauthorizer = {
  /** Adds an open call, with a function that ends the call with an error. Returns the function that removes the call. */
  readonly add: (ctx: ServerCallContext, fail: (reason: RpcError) => void) => () => void;
  /** Re-authorises all open calls after every change, and when a certificate expires. Returns the function that ends this. */
  readonly watch: () => () => void;
};

/** A clock change or a suspended machine delays the end of a call by at most this time. */
const MAX_TIMER_MS = 60_000;

/** Re-authorises open calls. A stream can be open for days, so a check at its start is not enough. */
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

/** One timer, for the certificate that expires first. Most calls end before that, and cost one comparison. */
function createExpiryTimer(
  open: ReadonlyMap<ServerCallContext, unknown>,
  now: () => number,
  onExpired: () => void,
): { readonly add: (ctx: ServerCallContext) => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let [nextExpiryMs, isStopped] = [Infinity, false];
  const schedule = (expiryMs: number): void => {
    // A call that is permitted with an expired certificate gets no further timer.
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
