import { dayNumber } from './days.ts';
import { daysOf } from './periods.ts';

/** Returns the day of an instant (in milliseconds since 1970) in the time zone of this machine. */
export function localDay(epochMs: number): number {
  const at = new Date(epochMs);
  return dayNumber(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/**
 * Whether the period with this label had not ended on that day, so that its counts are incomplete. On its last day, a period has
 * not ended. A period with an unknown part ("2026-?") ends when its known part ends.
 */
export function isUnfinished(label: string, day: number): boolean {
  const days = daysOf(label.replace(/-\?$/, ''));
  return days !== undefined && days.toDay >= day;
}
