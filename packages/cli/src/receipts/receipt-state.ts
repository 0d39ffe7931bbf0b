import { ReceiptState } from '@waylight/contracts/intake';
import { STATE_NAMES, type StateName } from './receipt.ts';

/** Whether nothing more happens to a revision. A report in a release may still get into others. */
export function hasEnded(state: ReceiptState): boolean {
  return state === ReceiptState.IN_RELEASE || state === ReceiptState.RETRACTED;
}

/** Whether a state is the one waited for, or further on the same way. Retracted is on no report's way but its own. */
export function hasReached(state: ReceiptState, until: StateName): boolean {
  const wanted = STATE_NAMES[until];
  if (wanted === ReceiptState.RETRACTED || state === ReceiptState.RETRACTED) return state === wanted;
  return state >= wanted;
}
