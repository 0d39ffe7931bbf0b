import { type DaySpan, type PeriodKind, periodDays, periodOf } from '@waylight/calendar';
import { closesOn, firstPeriodOf } from './due-periods.ts';
import type { PlannedTable } from './planned-table.ts';
import type { ReleasePlan } from './release-plan.ts';

/**
 * The properties of a table that decide when it is released. Other properties may come from a newer Waylight version than the
 * reader's.
 */
export type TimedTable = Pick<PlannedTable, 'period' | 'closesAfterDays'>;

/** A period that has not closed, with its tables. Days are in days since 1970-01-01. */
export type UpcomingPeriod<Table extends TimedTable = PlannedTable> = DaySpan & {
  readonly kind: PeriodKind;
  readonly period: string;
  /** The last day on which reports still count in the period. The period is due from the next day on. */
  readonly closesOn: number;
  /** The tables drawn together, in the order of the plan. */
  readonly tables: readonly Table[];
};

/** Returns the next period of each kind to close, the soonest first. `duePeriods` returns each on the day after it closes. */
export function upcomingPeriods<Table extends TimedTable>(
  plan: Pick<ReleasePlan, 'from'> & { readonly tables: readonly Table[] },
  today: number,
): UpcomingPeriod<Table>[] {
  const closesWith = (one: TimedTable) => (other: TimedTable) =>
    one.period === other.period && one.closesAfterDays === other.closesAfterDays;
  const firstOfEach = plan.tables.filter((table, at) => plan.tables.findIndex(closesWith(table)) === at);
  return firstOfEach
    .map((table) => {
      const period = nextToClose(plan, table, today);
      return {
        ...periodDays(table.period, period),
        kind: table.period,
        period,
        closesOn: closesOn(table, period),
        tables: plan.tables.filter(closesWith(table)),
      };
    })
    .sort((a, b) => a.closesOn - b.closesOn);
}

function nextToClose(plan: Pick<ReleasePlan, 'from'>, table: TimedTable, today: number): string {
  const first = firstPeriodOf(plan, table);
  if (closesOn(table, first) >= today) return first;
  // This period ends on that day or later, so that it closes today or later. The previous period has closed.
  return periodOf(table.period, today - table.closesAfterDays);
}
