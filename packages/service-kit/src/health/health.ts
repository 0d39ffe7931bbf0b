import { monotonicMs } from '../monotonic.ts';

/** Result of a check. The code is a constant of Waylight, such as `LOOP_STALLED`, and is public. */
export type CheckOutcome = { readonly ok: true } | { readonly ok: false; readonly code: string };
export type Check = (signal: AbortSignal) => CheckOutcome | Promise<CheckOutcome>;
/** `live`: if it fails, a restart helps. `ready`: the service can accept work now. */
export type CheckKind = 'live' | 'ready';

export type CheckResult = { readonly name: string } & CheckOutcome;
export type HealthReport = { readonly ok: boolean; readonly checks: readonly CheckResult[] };

export type Heartbeat = { readonly tick: () => void; readonly remove: () => void };

export type Health = {
  /** Registers a check. Returns the function that removes it. */
  readonly add: (kind: CheckKind, name: string, check: Check) => () => void;
  /** Registers a loop that must tick at least every `maxSilenceMs`. Otherwise the service is neither live nor ready. */
  readonly heartbeat: (name: string, maxSilenceMs: number) => Heartbeat;
  readonly checkLiveness: () => Promise<HealthReport>;
  /** The service is ready if it is live, at least one check is registered, all ready checks pass, and it is not stopping. */
  readonly checkReadiness: () => Promise<HealthReport>;
  /** Makes the service not ready, so that callers use other servers while open work finishes. */
  readonly markStopping: () => void;
};

export type HealthOptions = {
  /** Monotonic clock in milliseconds, because the time of day can be changed. */
  readonly elapsed?: () => number;
  readonly checkTimeoutMs?: number;
};

type Registered = { readonly kind: CheckKind; readonly name: string; readonly check: Check };

export function createHealth({ elapsed = monotonicMs, checkTimeoutMs = 1_000 }: HealthOptions = {}): Health {
  const registered = new Set<Registered>();
  let isStopping = false;

  const add: Health['add'] = (kind, name, check) => {
    const entry = { kind, name, check };
    registered.add(entry);
    return () => registered.delete(entry);
  };

  const report = async (kinds: readonly CheckKind[]): Promise<HealthReport> => {
    const selected = [...registered].filter(({ kind }) => kinds.includes(kind));
    const checks = await Promise.all(selected.map((entry) => run(entry, checkTimeoutMs)));
    return { ok: checks.every(({ ok }) => ok), checks };
  };

  return {
    add,
    heartbeat: (name, maxSilenceMs) => {
      let tickedAtMs = elapsed();
      const remove = add('live', name, () =>
        elapsed() - tickedAtMs <= maxSilenceMs ? { ok: true } : { ok: false, code: 'LOOP_STALLED' },
      );
      const tick = (): void => {
        tickedAtMs = elapsed();
      };
      return { tick, remove };
    },
    // Concurrent probes share one run of the checks.
    checkLiveness: singleFlight(() => report(['live'])),
    checkReadiness: singleFlight(async () => {
      if (isStopping) return { ok: false, checks: [{ name: 'service', ok: false, code: 'STOPPING' }] };
      if (registered.size === 0)
        return { ok: false, checks: [{ name: 'service', ok: false, code: 'NOT_STARTED' }] };
      return report(['live', 'ready']);
    }),
    markStopping: () => {
      isStopping = true;
    },
  };
}

async function run({ name, check }: Registered, timeoutMs: number): Promise<CheckResult> {
  const deadline = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<CheckOutcome>();
  const timer = setTimeout(() => {
    deadline.abort();
    resolve({ ok: false, code: 'CHECK_TIMEOUT' });
  }, timeoutMs);
  try {
    const outcome = await Promise.race([check(deadline.signal), late]);
    return { name, ...outcome };
  } catch {
    return { name, ok: false, code: 'CHECK_FAILED' };
  } finally {
    clearTimeout(timer);
  }
}

function singleFlight<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
