import type { CheckOutcome, Logger } from '@waylight/service-kit';
import { LedgerError } from './ledger-error.ts';

export type LedgerHealth = {
  reportFailure(error: unknown): void;
  check(): Promise<CheckOutcome>;
};

/**
 * Whether the ledger can be written. This alone decides readiness: without the event log a node takes reports all the same.
 * After a write that failed the node is not ready until one works again: each check tries one, since senders may have
 * gone elsewhere. One line calls for help, and one says that it is over.
 */
export function createLedgerHealth(
  log: Logger,
  node: string,
  probe: () => void | Promise<void>,
): LedgerHealth {
  let fails = false;
  const reportFailure = (error: unknown): void => {
    // Too much at once, or stopping: the sender is told, and nobody must act.
    if (error instanceof LedgerError && (error.code === 'overloaded' || error.code === 'closed')) return;
    if (!fails) {
      if (error instanceof LedgerError && error.code === 'full')
        log.error('the disk of the ledger is full: make room; senders keep their reports and send again', {
          node,
          error,
        });
      else log.error('the ledger could not be written', { node, error });
    }
    fails = true;
  };
  return {
    reportFailure,
    check: async () => {
      if (!fails) return { ok: true };
      try {
        await probe();
      } catch {
        return { ok: false, code: 'LEDGER_NOT_WRITTEN' };
      }
      fails = false;
      log.info('the ledger can be written again', { node });
      return { ok: true };
    },
  };
}
