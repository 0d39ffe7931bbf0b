import { safeToLog } from '@waylight/service-kit';

export type LedgerErrorCode =
  | 'in-use'
  | 'newer'
  | 'another-node'
  | 'another-key'
  | 'closed'
  | 'overloaded'
  | 'full'
  | 'disk-failed'
  | 'not-durable';

/** The ledger cannot be used now. Messages never quote content of reports, so they may be logged. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;
  readonly [safeToLog] = true;

  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
