import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@waylight/service-kit';
import type { ViewStore } from '@waylight/view-store';

export type DutyOptions = {
  /** Names the lease: of all processes one holds it, and does the work. */
  readonly name: string;
  readonly holder: string;
  readonly viewStore: ViewStore;
  readonly leaseTtlMs: number;
  readonly everyMs: number;
  readonly log: Logger;
  /** The signal fires when the lease is lost or the service stops. What is half done must be harmless to repeat. */
  readonly work: (signal: AbortSignal) => Promise<void>;
};

export type Duty = {
  /** When the loop last came round, in epoch milliseconds, whoever holds the lease. */
  readonly tickedAtMs: () => number;
  readonly stop: () => Promise<void>;
};

/** Does some work at intervals, in one process at a time. */
export function startDuty(options: DutyOptions): Duty {
  const stopping = new AbortController();
  let tickedAtMs = Date.now();

  const loop = async (): Promise<void> => {
    do {
      try {
        await withLease(options, stopping.signal, options.work);
      } catch (error) {
        if (stopping.signal.aborted) return;
        options.log.warn('a duty of the region failed; it is tried again', {
          component: options.name,
          error,
        });
      }
      tickedAtMs = Date.now();
    } while (await delay(options.everyMs, true, { signal: stopping.signal }).catch(() => false));
  };

  const running = loop();
  return {
    tickedAtMs: () => tickedAtMs,
    stop: async () => {
      stopping.abort();
      await running;
      await options.viewStore.releaseLease(options.name, options.holder).catch(() => undefined);
    },
  };
}

export type Lease = Pick<DutyOptions, 'name' | 'holder' | 'viewStore' | 'leaseTtlMs'>;

/**
 * Runs the work if the lease is free or ours, and renews it meanwhile. Undefined where somebody else holds it. The
 * lease is kept afterwards, until it ends by itself or is released.
 */
export async function withLease<T>(
  { name, holder, viewStore, leaseTtlMs }: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (!(await viewStore.acquireLease(name, holder, leaseTtlMs))) return undefined;
  const lost = new AbortController();
  const renewal = setInterval(() => {
    viewStore.acquireLease(name, holder, leaseTtlMs).then(
      (held) => held || lost.abort(new LeaseLostError(name)),
      (error) => lost.abort(new LeaseLostError(name, { cause: error })),
    );
  }, leaseTtlMs / 3);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewal);
  }
}

export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'LEASE_LOST';

  constructor(lease: string, options?: ErrorOptions) {
    super(`the lease ${lease} was lost`, options);
  }
}
