import { setTimeout as wait } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import type { IntakeServiceService } from '@waylight/contracts/intake';
import { type RpcClient, RpcFailure } from '@waylight/service-kit/client';

/** The calls of a node that an import uses. */
export type ImportNode = Pick<RpcClient<typeof IntakeServiceService>, 'submitReports' | 'listReports'>;

export type Nodes = (country: NodeCountry) => Promise<ImportNode>;

const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5000;
/** Waits between attempts: about twenty seconds in total, longer than a restart of a node. */
const MAX_ATTEMPTS = 8;

/** Returns true for an unreachable node and for a timeout. The same call may be repeated. */
export function isTransient(error: unknown): error is RpcFailure {
  return error instanceof RpcFailure && (error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED');
}

export type Backoff = {
  /** Waits, longer each time. Throws the error after too many consecutive failures. */
  readonly after: (error: Error) => Promise<void>;
  /** Resets the wait and the number of failures after progress. */
  readonly reset: () => void;
};

export function createBackoff(signal: AbortSignal): Backoff {
  let attempt = 0;
  return {
    async after(error) {
      attempt += 1;
      if (attempt >= MAX_ATTEMPTS || signal.aborted) throw error;
      const full = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
      await wait(full * (0.5 + Math.random() / 2), undefined, { signal });
    },
    reset: () => {
      attempt = 0;
    },
  };
}

/** Repeats an idempotent call while the node is unreachable, a bounded number of times. */
export async function retryTransient<T>(signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  const backoff = createBackoff(signal);
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await backoff.after(error);
    }
  }
}
