import {
  type Component,
  createThrottle,
  type Health,
  type Logger,
  repeatUntilStopped,
} from '@waylight/service-kit';
import type { ViewStore } from '@waylight/view-store';

/** Names of the leases, each held by one process of those that share a view store. */
export const PROGRESS_LEASE = 'progress';
export const PUBLIC_RECORD_LEASE = 'public-record';
export const FRESHNESS_LEASE = 'freshness';
export const RELEASE_LEASE = 'release';
export const REBUILD_LEASE = 'rebuild';

export type LeaderTaskOptions = {
  /** Names the lease: of all processes one holds it, and does the work. */
  readonly name: string;
  readonly holder: string;
  readonly viewStore: ViewStore;
  readonly leaseTtlMs: number;
  readonly everyMs: number;
  /** Rounds begin `everyMs` apart; otherwise so much lies between two of them. */
  readonly isSteady?: boolean;
  readonly log: Logger;
  readonly health: Health;
  /** The signal fires when the lease is lost or the service stops. What is half done must be harmless to repeat. */
  readonly work: (signal: AbortSignal) => Promise<void>;
};

/** A duty may wait long for the log to be counted, and tries again: longer is a loop that hangs. */
const MAX_SILENCE_MS = 15 * 60_000;
/** A duty is tried again every round: what keeps it from being done is not said every time. */
const LOG_EVERY_MS = 30_000;
/**
 * What failed is tried again sooner than its next turn, which for releases is a minute away: a connection learns by its first
 * refusal that another store takes the writes now, and until the next round readers miss what is on the log already.
 */
const RETRY_FIRST_MS = 1_000;

/** Does some work at intervals, in one process at a time. A stop lets another process have it at once. */
export function createLeaderTask(options: LeaderTaskOptions): Component {
  const { name, holder, viewStore, everyMs, health, log } = options;
  const mayLog = createThrottle(LOG_EVERY_MS);
  const rounds = repeatUntilStopped({
    name,
    everyMs,
    backoff: { firstMs: Math.min(RETRY_FIRST_MS, everyMs), lastMs: everyMs },
    isFixedRate: options.isSteady ?? false,
    watch: { health, maxSilenceMs: MAX_SILENCE_MS },
    onError: (error) => {
      if (mayLog(name))
        log.warn('a duty of the region failed; it is tried again', { component: name, error });
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
  let renewing: Promise<unknown> = Promise.resolve();
  const renewal = setInterval(() => {
    const renewed = viewStore.acquireLease(name, holder, leaseTtlMs).then(
      (held) => held || lost.abort(new LeaseLostError(name)),
      (error) => lost.abort(new LeaseLostError(name, { cause: error })),
    );
    renewing = Promise.all([renewing, renewed]);
  }, leaseTtlMs / 3);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(renewal);
    // One that is under way would take the lease again after it was released.
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
