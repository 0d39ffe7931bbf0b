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

/** Decides which audience may count a report, and which audiences get releases. */
export type Sharing = { readonly countsFor: CountsFor; readonly audiences: readonly Audience[] };

/** Every audience counts the reports shared with it, even if they are few. */
export const AS_STATED: Sharing = { countsFor, audiences: AUDIENCES };

const WEEKS = 52;

/** Returns the sharing of a plan on a day: reports for under-populated audiences are counted in the next narrower one. */
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
    const audience = audienceOf(content);
    if (audience === undefined || !weeks.has(isoWeek(receivedDays.get(reportId) ?? day))) continue;
    const of = received.get(audience) ?? new Map<string, number>();
    of.set(organisation, (of.get(organisation) ?? 0) + 1);
    received.set(audience, of);
  }
  return mergeUnderPopulatedAudiences(received, leastAWeek * WEEKS);
}

/** Returns the day of first receipt of each report. */
export function receivedOn(journal: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { reportId, day } of journal) if (!days.has(reportId)) days.set(reportId, day);
  return days;
}

/** Returns whether a report counts in the releases to an audience. */
export function isShared(
  content: Pick<ReportContent, 'shareWith'>,
  audience: Audience,
  sharing: Sharing = AS_STATED,
): boolean {
  const statedAudience = audienceOf(content);
  return statedAudience !== undefined && sharing.countsFor(audience, statedAudience);
}

const audienceOf = ({ shareWith }: Pick<ReportContent, 'shareWith'>): ShareWith | undefined =>
  SHARE_WITH.find((one) => one === shareWith);
