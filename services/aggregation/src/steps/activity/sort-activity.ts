import { ActivityEvent } from '@waylight/contracts/activity';
import type { LogRecord } from '@waylight/event-log';
import { checkActivity } from '../check-event.ts';
import { UNREADABLE } from '../poison.ts';
import { type SortedBy, sortBy } from '../sort-records.ts';

/**
 * Decodes and checks records of one node's topic of activity. Of one revision that says two things the last counts: a node that was restored
 * from a copy does not know what it had said since, says that revision anew, and compaction leaves the last.
 */
export function sortActivity(records: readonly LogRecord[], node: number): SortedBy<ActivityEvent> {
  return sortBy<ActivityEvent>(records, {
    read: (value, key) => {
      const event = decoded(value);
      return event === undefined ? UNREADABLE : (checkActivity(event, key, node) ?? event);
    },
    referenceIn: (event) => event.activityReference,
    lastOfSame: true,
  });
}

function decoded(value: Uint8Array): ActivityEvent | undefined {
  try {
    return ActivityEvent.decode(value);
  } catch {
    // What the decoder says may quote what it read: the reason is enough.
    return undefined;
  }
}
