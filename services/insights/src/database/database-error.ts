import { safeToLog } from '@waylight/service-kit';

export type DatabaseErrorCode = 'unavailable' | 'newer';

/** The database of insights can't be used, or not now. Messages are ours and quote nothing that was sent. */
export class InsightsDatabaseError extends Error {
  override readonly name = 'InsightsDatabaseError';
  readonly code: DatabaseErrorCode;
  readonly [safeToLog] = true;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
