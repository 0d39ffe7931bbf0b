import { DeadLetterReason, DeadLetterStep } from '@waylight/contracts/operations';

/**
 * Reason why a message can never be counted. The values are fixed, so the same message always gets the same
 * dead letter.
 */
export type Poison = {
  readonly outcome: 'dead-letter';
  readonly reason: DeadLetterReason;
  readonly step: DeadLetterStep;
};

const poison = (reason: DeadLetterReason, step: DeadLetterStep): Poison =>
  Object.freeze({ outcome: 'dead-letter', reason, step });

export const UNREADABLE = poison(DeadLetterReason.UNREADABLE, DeadLetterStep.DECODE);
export const INCOMPLETE = poison(DeadLetterReason.INCOMPLETE, DeadLetterStep.CHECK);
export const KEY_MISMATCH = poison(DeadLetterReason.KEY_MISMATCH, DeadLetterStep.CHECK);
export const WRONG_NODE = poison(DeadLetterReason.WRONG_NODE, DeadLetterStep.CHECK);
export const OUT_OF_RANGE = poison(DeadLetterReason.OUT_OF_RANGE, DeadLetterStep.CHECK);

export function isPoison<Event extends object>(event: Event | Poison): event is Poison {
  return 'outcome' in event;
}
