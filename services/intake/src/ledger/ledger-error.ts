import { safeToLog } from '@waylight/service-kit';

export type LedgerErrorCode =
  | 'in-use'
  | 'newer'
  | 'another-node'
  | 'another-key'
  | 'closed'
  | 'overloaded'
  | 'full'
  | 'not-kept';

/** The ledger can't be used, or not now. Messages are ours and quote nothing that was sent. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;
  readonly [safeToLog] = true;

  constructor(code: LedgerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
