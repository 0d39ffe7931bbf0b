import { ReportEvent } from '@waylight/contracts/incident';
import { type Poison, UNREADABLE } from './poison.ts';

/** The event in a record's value, or why there is none. */
export function decodeEvent(value: Uint8Array): ReportEvent | Poison {
  try {
    return ReportEvent.decode(value);
  } catch {
    // What the decoder says may quote what it read: the reason is enough.
    return UNREADABLE;
  }
}

export function isPoison(event: ReportEvent | Poison): event is Poison {
  return 'outcome' in event;
}
