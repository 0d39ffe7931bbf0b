import type { LogIdentity } from '@waylight/event-log';

/** Whether a position belongs to a log; none belongs to any. */
export function isSameLog(log: LogIdentity, position: LogIdentity | null): boolean {
  return position === null || (position.clusterId === log.clusterId && position.topicId === log.topicId);
}
