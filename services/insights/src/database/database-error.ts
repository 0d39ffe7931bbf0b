import { safeToLog } from '@waylight/service-kit';

export type DatabaseErrorCode = 'unavailable' | 'newer';

/** An error of the database. Its message quotes no content of a request. */
export class InsightsDatabaseError extends Error {
  override readonly name = 'InsightsDatabaseError';
  readonly code: DatabaseErrorCode;
  readonly [safeToLog] = true;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
