import { isoDay, isUnfinished } from '@waylight/calendar';

/** Behind a period that goes on; a star would be taken for that of Kosovo*. */
const GOES_ON = '…';

/** A period as a table names it: one that is not over on the day, where one is given, goes on. */
export const periodTitle = (id: string, today: number | undefined): string =>
  today !== undefined && isUnfinished(id, today) ? `${id}${GOES_ON}` : id;

/** What is said of a period in its own row, wherever that is copied to; nothing where it is over. */
export const unfinishedNote = (id: string, today: number | undefined): string =>
  today !== undefined && isUnfinished(id, today) ? `not finished: up to ${isoDay(today)}` : '';

/** What is said once under a table with such periods. */
export function unfinishedLine(ids: Iterable<string>, today: number | undefined): string {
  if (today === undefined) return '';
  const going = [...new Set(ids)].filter((id) => isUnfinished(id, today)).sort();
  if (going.length === 0) return '';
  const names = going.map((id) => periodTitle(id, today)).join(', ');
  return `${names} not finished: counted up to ${isoDay(today)}. Fewer there is no fall.`;
}
