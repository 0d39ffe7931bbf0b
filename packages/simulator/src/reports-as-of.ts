import type { ReportContent } from './report-content.ts';
import type { JournalEntry } from './simulate-years.ts';

/** A report with its content at a given time. */
export type KnownReport = {
  readonly reportId: string;
  readonly organisation: string;
  readonly content: ReportContent;
};

/**
 * Returns the reports at the end of a day: the latest revision of each, without retracted reports. By default, returns those at
 * the end of the journal.
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
