import { datesOfPeriod } from '@waylight/presentation/period-days';
import type { DateNote } from '../api/own.ts';

/** Numbers of notes, from 1 on, by the period of an axis that their day lies in. */
export type NotesByPeriod = ReadonlyMap<string, readonly number[]>;

/** Which notes lie on an axis, and where. One of a day that no period of the axis holds is on none. */
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

/** Whether a day, as 2025-03-14, lies in a period by its id. */
export function holds(id: string, day: string): boolean {
  // A day of which only the month or the year is known has a place of its own on an axis, where no note belongs.
  const days = id.endsWith('?') ? undefined : datesOfPeriod(id);
  return days !== undefined && days.start <= day && day <= days.end;
}
