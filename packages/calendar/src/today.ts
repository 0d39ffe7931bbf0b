import { dayNumber } from './days.ts';
import { daysOf } from './periods.ts';

/** The day of an instant, in milliseconds since 1970, on the calendar of whoever reads: that of this machine. */
export function localDay(epochMs: number): number {
  const at = new Date(epochMs);
  return dayNumber(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/**
 * Whether a period, by its label, still went on that day: what is counted of it is no whole. Its last day belongs to it. One of
 * which a part is unknown ("2026-?") is over when what is known of it is.
 */
export function isUnfinished(label: string, day: number): boolean {
  const days = daysOf(label.replace(/-\?$/, ''));
  return days !== undefined && days.to >= day;
}
