import type { PeriodKind } from '@waylight/calendar';
import {
  AUDIENCES,
  type Audience,
  countsFor,
  hasEnoughReports,
  SHARE_WITH,
} from '@waylight/disclosure-control';
import type { JournalEntry, ReportContent } from '@waylight/simulator';

/** Returns the audiences that get the releases of a period with these reports. */
export function audiencesOfPeriod(
  kind: PeriodKind,
  reports: readonly (Pick<ReportContent, 'shareWith'> & { readonly organisation?: string })[],
): readonly Audience[] {
  return AUDIENCES.filter((audience) => {
    const ofAudience = reports.filter((report) => isShared(report, audience));
    const byOrganisation = Map.groupBy(ofAudience, ({ organisation }) => organisation);
    const counts = [...byOrganisation].map(([organisation, own]) => [organisation, own.length] as const);
    return audience === 'partners' || hasEnoughReports(new Map(counts), kind);
  });
}

/** Returns the day of first receipt of each report. */
export function receivedOn(journal: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { reportId, day } of journal) if (!days.has(reportId)) days.set(reportId, day);
  return days;
}

/** Returns whether a report counts in the releases to an audience. */
export function isShared({ shareWith }: Pick<ReportContent, 'shareWith'>, audience: Audience): boolean {
  const stated = SHARE_WITH.find((one) => one === shareWith);
  return stated !== undefined && countsFor(audience, stated);
}
