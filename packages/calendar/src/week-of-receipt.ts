/** Age of the oldest incident that counts in the week of its receipt, in days on the day of receipt. */
export const OLDEST_DAYS = 28;

/**
 * Returns whether a report counts in the week in which it was first received; `occurredDay` is undefined if the day is unknown.
 * Older incidents count in no week, so that a backlog does not look like a surge.
 */
export function isCountedByWeek(occurredDay: number | undefined, receivedDay: number): boolean {
  return occurredDay !== undefined && receivedDay - occurredDay <= OLDEST_DAYS;
}
