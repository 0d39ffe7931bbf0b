import { ReportEvent } from '@waylight/contracts/incident';
import type { LogRecord } from '@waylight/event-log';
import { type DecodedEvent, fastDecodeEvent } from './fast-decode-event.ts';
import { type Poison, UNREADABLE } from './poison.ts';

/** The event in a record's value, or why there is none. */
export function decodeEvent(value: Uint8Array, key: LogRecord['key']): DecodedEvent | Poison {
  const read = fastDecodeEvent(value, key);
  if (read !== undefined) return read;
  try {
    return ReportEvent.decode(value);
  } catch {
    // What the decoder says may quote what it read: the reason is enough.
    return UNREADABLE;
  }
}

export function isPoison<Event extends object>(event: Event | Poison): event is Poison {
  return 'outcome' in event;
}
