import { audiencesOf, duePeriods, type ReleasePlan, releasePeriodDays } from '@waylight/disclosure-control';
import { type JournalEntry, selectReportsAsOf } from '@waylight/simulator';
import { type CountedPeriod, countMore, emptyTable } from './counted-periods.ts';
import { isShared, receivedOn, sharingAt } from './sharing.ts';

/** Counts the weeks of receipt of a plan, each as of the day when it closed. */
export function countWeeks(plan: ReleasePlan, journal: readonly JournalEntry[]): CountedPeriod[] {
  const received = receivedOn(journal);
  const last = journal.at(-1)?.day ?? 0;
  const weeks = duePeriods(plan, last, new Set()).filter(({ table }) => table.dated === 'received');
  return weeks.map(({ linkedTables, period, closesOn }) => {
    const { fromDay, toDay } = releasePeriodDays('week', period);
    const incidents = selectReportsAsOf(journal, closesOn).flatMap(({ reportId, organisation, content }) => {
      const day = received.get(reportId) ?? 0;
      return day < fromDay || day > toDay || !isShared(content, 'partners')
        ? []
        : [{ ...content, organisation }];
    });
    const sharing = sharingAt(plan, journal, closesOn);
    const tables = linkedTables.flatMap((table) =>
      audiencesOf(table)
        .filter((audience) => sharing.audiences.includes(audience))
        .map((audience) => emptyTable(table, audience)),
    );
    return countMore({ kind: 'week', period, incidents: [], sharing, tables, within: [] }, incidents);
  });
}
