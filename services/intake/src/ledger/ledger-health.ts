import type { CheckOutcome, Logger } from '@waylight/service-kit';
import type { LedgerError } from './ledger-error.ts';

export type LedgerHealth = {
  reportFailure(error: LedgerError): void;
  check(): Promise<CheckOutcome>;
};

/**
 * Checks that the ledger can be written. This alone decides readiness, because a node accepts reports without
 * the event log too. After a failed write each check tries a write, because no sender may be left to cause
 * one. Logs the first failure and the recovery.
 */
export function createLedgerHealth(
  log: Logger,
  node: string,
  probe: () => void | Promise<void>,
): LedgerHealth {
  let isFailing = false;
  const reportFailure = (error: LedgerError): void => {
    // At overload and shutdown the sender gets the error, and no operator must act.
    if (error.code === 'overloaded' || error.code === 'closed') return;
    if (!isFailing) {
      if (error.code === 'full')
        log.error('the disk of the ledger is full: free space; senders keep their reports and retry', {
          node,
          error,
        });
      else log.error('the ledger could not be written', { node, error });
    }
    isFailing = true;
  };
  return {
    reportFailure,
    check: async () => {
      if (!isFailing) return { ok: true };
      try {
        await probe();
      } catch {
        return { ok: false, code: 'LEDGER_NOT_WRITTEN' };
      }
      isFailing = false;
      log.info('the ledger can be written again', { node });
      return { ok: true };
    },
  };
}
