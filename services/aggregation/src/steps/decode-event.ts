import { ReportEvent } from '@waylight/contracts/incident';
import type { LogRecord } from '@waylight/event-log';
import { type Poison, UNREADABLE } from './poison.ts';
import { type ReadEvent, readCounted } from './read-counted.ts';

/** The event in a record's value, or why there is none. */
export function decodeEvent(value: Uint8Array, key: LogRecord['key']): ReadEvent | Poison {
  const read = readCounted(value, key);
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
