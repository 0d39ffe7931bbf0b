import { dayNumber } from './days.ts';
import { daysOf } from './periods.ts';

/** The day of an instant, in milliseconds since 1970, in the time zone of this machine. */
export function localDay(epochMs: number): number {
  const at = new Date(epochMs);
  return dayNumber(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/**
 * Whether a period, by its label, had not ended on that day, so that its counts are incomplete. Its last day belongs to it. A
 * period with an unknown part ("2026-?") ends with its known part.
 */
export function isUnfinished(label: string, day: number): boolean {
  const days = daysOf(label.replace(/-\?$/, ''));
  return days !== undefined && days.to >= day;
}
