import type { CheckOutcome, Logger } from '@waylight/service-kit';
import { LedgerError } from './ledger-error.ts';

export type LedgerHealth = {
  failed(error: unknown): void;
  check(): CheckOutcome;
};

/** How long the node counts as not ready after a write that failed: senders go on trying, and each tells anew. */
const REMEMBERED_MS = 10_000;

/** Whether the ledger can be written. This alone decides readiness: without the event log a node takes reports all the same. */
export function createLedgerHealth(log: Logger, node: string, elapsed: () => number): LedgerHealth {
  let failedAtMs = Number.NEGATIVE_INFINITY;
  return {
    failed(error) {
      const isOurs = error instanceof LedgerError;
      // Too much at once, or stopping: the sender is told, and nobody must act.
      if (isOurs && (error.code === 'overloaded' || error.code === 'closed')) return;
      if (elapsed() - failedAtMs > REMEMBERED_MS)
        log.error('the ledger could not be written', { node, error });
      failedAtMs = elapsed();
    },
    check: () =>
      elapsed() - failedAtMs > REMEMBERED_MS ? { ok: true } : { ok: false, code: 'LEDGER_NOT_WRITTEN' },
  };
}
