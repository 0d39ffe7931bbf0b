import { isoDay, isUnfinished } from '@waylight/calendar';

/** The mark of an unfinished period. A star is already the mark of Kosovo*. */
const UNFINISHED_MARK = '…';

/** A period as a table shows it: marked if it is unfinished on the day. */
export const periodTitle = (id: string, today: number | undefined): string =>
  today !== undefined && isUnfinished(id, today) ? `${id}${UNFINISHED_MARK}` : id;

/** The note in the CSV row of an unfinished period; otherwise empty. It is in the row, because people copy rows. */
export const unfinishedNote = (id: string, today: number | undefined): string =>
  today !== undefined && isUnfinished(id, today) ? `not finished: up to ${isoDay(today)}` : '';

/** The note below a table with unfinished periods. */
export function unfinishedLine(ids: Iterable<string>, today: number | undefined): string {
  if (today === undefined) return '';
  const unfinished = [...new Set(ids)].filter((id) => isUnfinished(id, today)).sort();
  if (unfinished.length === 0) return '';
  const names = unfinished.map((id) => periodTitle(id, today)).join(', ');
  return `${names} not finished: counted up to ${isoDay(today)}. A lower number need not be a decrease.`;
}
