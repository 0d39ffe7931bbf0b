import type { ShareWith } from '@waylight/contracts/audiences';
import { countsFor } from './audiences.ts';
import { type Occurrence, occurrenceOf, releasePeriodOfOccurrence } from './coverage.ts';
import { closesOn, firstPeriodOf, releaseIdOf } from './due-periods.ts';
import { releasePeriodDays, releasePeriodOf } from './release-periods.ts';
import { audiencesOf, type PlannedTable, type ReleasePlan } from './release-plan.ts';

/** What of an organisation's own report decides which releases count it. Days since 1970-01-01. */
export type ReportToCount = {
  readonly shareWith: ShareWith;
  /** Of a month or year its first day. */
  readonly occurredDay: number;
  readonly precision: Occurrence['precision'];
  /** When the node first took it. */
  readonly receivedDay: number;
};

/**
 * Every release that could count a report by a plan, were it counted on this day: of each table the one period in which it lies, where
 * that has not closed and is not before the plan begins, for each circle that it is shared with. Whether its number is broken down so
 * far, and whether a thin layer is counted in the next narrower one, depends on others' reports, and is not said here.
 */
export function releasesForReport(plan: ReleasePlan, report: ReportToCount, today: number): string[] {
  return plan.tables.flatMap((table) => {
    const period = periodOf(table, report);
    if (period === undefined || closesOn(table, period) < today || isBeforePlan(plan, table, period))
      return [];
    return audiencesOf(table)
      .filter((audience) => countsFor(audience, report.shareWith))
      .map((audience) => releaseIdOf(table, period, audience));
  });
}

function periodOf(
  { dated, period }: PlannedTable,
  { occurredDay, precision, receivedDay }: ReportToCount,
): string | undefined {
  return dated === 'received'
    ? releasePeriodOf(period, receivedDay)
    : releasePeriodOfOccurrence(period, occurrenceOf(occurredDay, precision));
}

function isBeforePlan(plan: ReleasePlan, table: PlannedTable, period: string): boolean {
  const first = releasePeriodDays(table.period, firstPeriodOf(plan, table));
  return releasePeriodDays(table.period, period).fromDay < first.fromDay;
}
