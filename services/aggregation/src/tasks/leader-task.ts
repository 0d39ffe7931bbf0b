import {
  type Component,
  createThrottle,
  type Health,
  type Logger,
  repeatUntilStopped,
  type WakeSource,
} from '@waylight/service-kit';
import type { ViewStore } from '@waylight/view-store';

/** Names of the leases. Of the processes that share a view store, one at a time holds a lease. */
export const PROGRESS_LEASE = 'progress';
export const PUBLIC_RECORD_LEASE = 'public-record';
export const FRESHNESS_LEASE = 'freshness';
export const RELEASE_LEASE = 'release';
export const REBUILD_LEASE = 'rebuild';

export type LeaderTaskOptions = {
  /** Name of the lease. The process that holds it does the work. */
  readonly name: string;
  readonly holder: string;
  readonly viewStore: ViewStore;
  readonly leaseTtlMs: number;
  readonly everyMs: number;
  /** If true, rounds begin `everyMs` apart; otherwise `everyMs` is the pause between two rounds. */
  readonly isFixedRate?: boolean;
  /** Starts further rounds. */
  readonly wake?: WakeSource;
  readonly log: Logger;
  readonly health: Health;
  /**
   * The signal aborts when the lease is lost or the service stops. Repeating partial work must do no harm.
   */
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** A task may wait long until the log is counted. A loop without progress for this time counts as hanging. */
const MAX_SILENCE_MS = 15 * 60_000;
/** A failing task is retried in every round, but logged less often. */
const LOG_EVERY_MS = 30_000;
/**
 * Pause before the first retry, which is sooner than the next round; for releases the next round is a minute
 * later. After the first refused write, a connection looks for the new primary store. Readers should not miss
 * releases until the next round.
 */
const RETRY_FIRST_MS = 1_000;

/**
 * Runs work at intervals, in one process at a time. A stop releases the lease, so another process can take
 * over at once.
 */
export function createLeaderTask(options: LeaderTaskOptions): Component {
  const { name, holder, viewStore, everyMs, health, log } = options;
  const mayLog = createThrottle(LOG_EVERY_MS);
  const rounds = repeatUntilStopped({
    name,
    everyMs,
    backoff: { firstMs: Math.min(RETRY_FIRST_MS, everyMs), lastMs: everyMs },
    isFixedRate: options.isFixedRate ?? false,
    ...(options.wake === undefined ? {} : { wake: options.wake }),
    watch: { health, maxSilenceMs: MAX_SILENCE_MS },
    onError: (error) => {
      if (mayLog(name)) log.warn('leader task failed; retrying', { component: name, error });
    },
    work: async ({ signal }) => {
      await withLease(options, signal, options.work);
      return undefined;
    },
  });
  return {
    name,
    start: async (signal) => {
      const running = await rounds.start(signal);
      return {
        stop: async () => {
          await running.stop();
          await viewStore.releaseLease(name, holder).catch(() => undefined);
        },
      };
    },
  };
}

export type Lease = Pick<LeaderTaskOptions, 'name' | 'holder' | 'viewStore' | 'leaseTtlMs'>;

/**
 * Runs `work` if the lease is free or this process holds it, and renews the lease meanwhile. Returns
 * undefined if another process holds it. The lease remains after the work, until it expires or is released.
 */
export async function withLease<T>(
  { name, holder, viewStore, leaseTtlMs }: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (!(await viewStore.acquireLease(name, holder, leaseTtlMs))) return undefined;
  const lost = new AbortController();
  let renewing: Promise<unknown> = Promise.resolve();
  const renewal = setInterval(() => {
    const renewed = viewStore.acquireLease(name, holder, leaseTtlMs).then(
      (isOurs) => isOurs || lost.abort(new LeaseLostError(name)),
      (error) => lost.abort(new LeaseLostError(name, { cause: error })),
    );
    renewing = Promise.all([renewing, renewed]);
  }, leaseTtlMs / 3);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewal);
    // A pending renewal would acquire the lease again after its release.
    await renewing;
  }
}

export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'LEASE_LOST';

  constructor(lease: string, options?: ErrorOptions) {
    super(`the lease ${lease} was lost`, options);
  }
}
