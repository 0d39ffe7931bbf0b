import { isCountedByWeek, periodDays, periodOf } from '@waylight/calendar';
import type { ShareWith } from '@waylight/contracts/audiences';
import { countsFor } from './audiences.ts';
import { closesOn, firstPeriodOf, releaseIdOf } from './due-periods.ts';
import { audiencesOf, type PlannedTable } from './planned-table.ts';
import type { ReleasePlan } from './release-plan.ts';

/** Facts of an organisation's own report that decide which releases count it. Days since 1970-01-01. */
export type ReportToCount = {
  readonly shareWith: ShareWith;
  /** For a month or year, its first day. */
  readonly occurredDay: number;
  readonly precision: 'day' | 'month' | 'year';
  /** The day on which the node first received it. */
  readonly receivedDay: number;
};

/**
 * Returns the ids of all releases that could count a report that was counted on this day. Each table contributes the period that
 * contains the report, for each audience with which the report is shared. Periods that have closed or precede the plan are
 * omitted.
 *
 * Breakdown thresholds and small audiences depend on the reports of others; they are not considered.
 */
export function releasesForReport(plan: ReleasePlan, report: ReportToCount, today: number): string[] {
  return plan.tables.flatMap((table) => {
    const period = periodOfReport(table, report);
    if (period === undefined || closesOn(table, period) < today || isBeforePlan(plan, table, period))
      return [];
    return audiencesOf(table)
      .filter((audience) => countsFor(audience, report.shareWith))
      .map((audience) => releaseIdOf(table, period, audience));
  });
}

/** The period in which a report counts. No date is guessed: a month counts in no week, and a year only in its year. */
function periodOfReport(
  { dated, period }: PlannedTable,
  { occurredDay, precision, receivedDay }: ReportToCount,
): string | undefined {
  if (dated === 'received')
    return isCountedByWeek(precision === 'day' ? occurredDay : undefined, receivedDay)
      ? periodOf(period, receivedDay)
      : undefined;
  const isKnown = precision === 'day' || period === 'year' || (precision === 'month' && period !== 'week');
  return isKnown ? periodOf(period, occurredDay) : undefined;
}

function isBeforePlan(plan: ReleasePlan, table: PlannedTable, period: string): boolean {
  const first = periodDays(table.period, firstPeriodOf(plan, table));
  return periodDays(table.period, period).fromDay < first.fromDay;
}
