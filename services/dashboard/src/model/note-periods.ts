import { datesOfPeriod } from '@waylight/presentation/period-days';
import type { DateNote } from '../api/own.ts';

/** Numbers of notes, from 1 on, by the period of the axis that contains their day. */
export type NotesByPeriod = ReadonlyMap<string, readonly number[]>;

/** Places notes on an axis. Omits notes whose day is in no period of the axis. */
export function notesByPeriod(
  notes: readonly Pick<DateNote, 'day'>[],
  periods: readonly string[],
): NotesByPeriod {
  const found = new Map<string, number[]>();
  for (const [at, { day }] of notes.entries()) {
    const period = periods.find((id) => holds(id, day));
    if (period === undefined) continue;
    found.set(period, [...(found.get(period) ?? []), at + 1]);
  }
  return found;
}

/** True if a day such as 2025-03-14 lies in a period. */
export function holds(id: string, day: string): boolean {
  // A period with an unknown day or month, such as 2025-03-?, has its own place on the axis. Notes are never placed there.
  const days = id.endsWith('?') ? undefined : datesOfPeriod(id);
  return days !== undefined && days.start <= day && day <= days.end;
}
