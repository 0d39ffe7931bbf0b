import type { ReportContent } from './report-content.ts';
import type { JournalEntry } from './simulate-years.ts';

/** What one report says at some time. */
export type KnownReport = {
  readonly reportId: string;
  readonly organisation: string;
  readonly content: ReportContent;
};

/**
 * What was known at the end of a day: each report as it was said last, without those that were taken back. With no day, in
 * the end.
 */
export function selectReportsAsOf(
  journal: readonly JournalEntry[],
  day: number = Number.POSITIVE_INFINITY,
): readonly KnownReport[] {
  const known = new Map<string, KnownReport>();
  for (const entry of journal) {
    if (entry.day > day) break;
    const { reportId, organisation } = entry;
    if (entry.kind === 'retracted') known.delete(reportId);
    else known.set(reportId, { reportId, organisation, content: entry.content });
  }
  return [...known.values()];
}
