import { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from '@waylight/disclosure-audit';
import { safeToLog } from '@waylight/service-kit';
import { UnknownTableError } from './table-definition.ts';

/** What says that a period could not be checked; anything else is a bug, or passes. */
const INCOMPLETE_ERRORS = [
  DisclosureAuditFailedError,
  ContradictionError,
  UnfinishedError,
  UnknownTableError,
];

export function isDisclosureAuditIncomplete(error: unknown): error is Error {
  return INCOMPLETE_ERRORS.some((kind) => error instanceof kind);
}

/** Of an attack whose process ended: with what, and what it wrote last, as far as it may be logged. */
export class LoggableDisclosureAuditError extends Error {
  override readonly name = 'AttackEndedError';
  readonly code = 'ATTACK_DIED';
  readonly [safeToLog] = true;

  constructor(cause: DisclosureAuditFailedError) {
    super(`${cause.message}; it wrote last, without digits: ${cause.lastOutput || 'nothing'}`, { cause });
  }
}
