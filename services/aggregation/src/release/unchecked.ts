import { AttackDiedError, ContradictionError, UnfinishedError } from '@waylight/disclosure-audit';
import { safeToLog } from '@waylight/service-kit';
import { UnknownTableError } from './table-definition.ts';

/** What says that a period could not be checked; anything else is a bug, or passes. */
const UNCHECKED = [AttackDiedError, ContradictionError, UnfinishedError, UnknownTableError];

export function isUnchecked(error: unknown): error is Error {
  return UNCHECKED.some((kind) => error instanceof kind);
}

/** Of an attack whose process ended: with what, and what it wrote last, as far as it may be logged. */
export class AttackEndedError extends Error {
  override readonly name = 'AttackEndedError';
  readonly code = 'ATTACK_DIED';
  readonly [safeToLog] = true;

  constructor(cause: AttackDiedError) {
    super(`${cause.message}; it wrote last, without digits: ${cause.lastWords || 'nothing'}`, { cause });
  }
}
