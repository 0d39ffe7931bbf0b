import { isoWeek } from '@waylight/calendar';
import {
  AUDIENCES,
  type Audience,
  type CountsFor,
  countsFor,
  mergeUnderPopulatedAudiences,
  type ReleasePlan,
  SHARE_WITH,
  type ShareWith,
} from '@waylight/disclosure-control';
import { type JournalEntry, type ReportContent, selectReportsAsOf } from '@waylight/simulator';

/** Who may count what, and which circles are released anything. */
export type Sharing = { readonly countsFor: CountsFor; readonly audiences: readonly Audience[] };

/** Everybody counts what is shared with him, however little that is. */
export const AS_STATED: Sharing = { countsFor, audiences: AUDIENCES };

const WEEKS = 52;

/** How a plan shares what is known on a day: thin layers are counted in the next narrower one. */
export function sharingAt(
  { leastAWeek }: Pick<ReleasePlan, 'leastAWeek'>,
  journal: readonly JournalEntry[],
  day: number,
): Sharing {
  if (leastAWeek === undefined) return AS_STATED;
  const weeks = new Set(Array.from({ length: WEEKS }, (_, week) => isoWeek(day - 7 * week)));
  const receivedDays = receivedOn(journal);
  const received = new Map<ShareWith, Map<string, number>>();
  for (const { reportId, organisation, content } of selectReportsAsOf(journal, day)) {
    const layer = audienceOf(content);
    if (layer === undefined || !weeks.has(isoWeek(receivedDays.get(reportId) ?? day))) continue;
    const of = received.get(layer) ?? new Map<string, number>();
    of.set(organisation, (of.get(organisation) ?? 0) + 1);
    received.set(layer, of);
  }
  return mergeUnderPopulatedAudiences(received, leastAWeek * WEEKS);
}

/** The day on which each report was received first. */
export function receivedOn(journal: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { reportId, day } of journal) if (!days.has(reportId)) days.set(reportId, day);
  return days;
}

/** Whether a report counts in what is released to a circle. */
export function isShared(
  says: Pick<ReportContent, 'shareWith'>,
  audience: Audience,
  sharing: Sharing = AS_STATED,
): boolean {
  const statedAudience = audienceOf(says);
  return statedAudience !== undefined && sharing.countsFor(audience, statedAudience);
}

const audienceOf = ({ shareWith }: Pick<ReportContent, 'shareWith'>): ShareWith | undefined =>
  SHARE_WITH.find((one) => one === shareWith);
