import { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from '@waylight/disclosure-audit';
import { safeToLog } from '@waylight/service-kit';
import { UnknownTableError } from './table-definition.ts';

/** Errors of a disclosure audit that is incomplete. Any other error is a bug or transient. */
const INCOMPLETE_ERRORS = [
  DisclosureAuditFailedError,
  ContradictionError,
  UnfinishedError,
  UnknownTableError,
];

export function isDisclosureAuditIncomplete(error: unknown): error is Error {
  return INCOMPLETE_ERRORS.some((kind) => error instanceof kind);
}

/** Exit reason and last output of a failed audit process, without digits, which could be counts. */
export class LoggableDisclosureAuditError extends Error {
  override readonly name = 'LoggableDisclosureAuditError';
  readonly code = 'DISCLOSURE_AUDIT_FAILED';
  readonly [safeToLog] = true;

  constructor(cause: DisclosureAuditFailedError) {
    super(`${cause.message}; last output, digits removed: ${cause.lastOutput || 'none'}`, { cause });
  }
}
