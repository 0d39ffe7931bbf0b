import { monotonicMs } from '../monotonic.ts';

/** What a check found. The code is ours and fixed, such as `LOOP_STALLED`; it is shown to whoever asks. */
export type CheckOutcome = { readonly ok: true } | { readonly ok: false; readonly code: string };
export type Check = (signal: AbortSignal) => CheckOutcome | Promise<CheckOutcome>;
/** `live`: a restart would help. `ready`: work can be taken now. */
export type CheckKind = 'live' | 'ready';

export type CheckResult = { readonly name: string } & CheckOutcome;
export type HealthReport = { readonly ok: boolean; readonly checks: readonly CheckResult[] };

export type Heartbeat = { readonly tick: () => void; readonly remove: () => void };

export type Health = {
  /** Registers a check; the returned function takes it back. */
  readonly add: (kind: CheckKind, name: string, check: Check) => () => void;
  /** A loop that must tick at least every `maxSilenceMs`, or the service is neither live nor ready. */
  readonly heartbeat: (name: string, maxSilenceMs: number) => Heartbeat;
  readonly checkLiveness: () => Promise<HealthReport>;
  /** Ready is live, every ready check right, at least one of them registered, and not stopping. */
  readonly checkReadiness: () => Promise<HealthReport>;
  /** From now on not ready, so that callers go elsewhere while the rest drains. */
  readonly markStopping: () => void;
};

export type HealthOptions = {
  /** What silence is measured by; the time of day is no measure, because it can be set. */
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
    // Many probes at once run the checks once.
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
