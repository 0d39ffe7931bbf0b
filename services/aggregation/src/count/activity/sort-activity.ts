import { ActivityEvent } from '@waylight/contracts/activity';
import type { LogRecord } from '@waylight/event-log';
import { checkActivity } from '../check-event.ts';
import { UNREADABLE } from '../poison.ts';
import { type SortedEvents, sortEvents } from '../sort-records.ts';

/**
 * Decodes and checks records of one node's topic of activity. Of a record the last counts, whatever its revision: a node says its revisions
 * in order, one that was restored from a copy does not know those that it had said since and begins again below them, and compaction leaves
 * the last, which a rebuild then counts.
 */
export function sortActivity(records: readonly LogRecord[], node: number): SortedEvents<ActivityEvent> {
  return sortEvents<ActivityEvent>(records, {
    read: (value, key) => {
      const event = decode(value);
      return event === undefined ? UNREADABLE : (checkActivity(event, key, node) ?? event);
    },
    referenceIn: (event) => event.activityReference,
    lastCounts: true,
  });
}

function decode(value: Uint8Array): ActivityEvent | undefined {
  try {
    return ActivityEvent.decode(value);
  } catch {
    // What the decoder says may quote what it read: the reason is enough.
    return undefined;
  }
}
