import { isoMonth, isoWeek } from '@waylight/calendar';
import type { Coverage, PlannedTable } from '@waylight/disclosure-control';

/**
 * Names the frozen set of a period that closed on a day. Tables of one period that close together share it, so that
 * they count the same.
 */
export function frozenPeriodId(period: string, closedDay: number): string {
  return `${period}@${closedDay}`;
}

/** The buckets of the reports' cells that a period of a table touches, sorted. */
export function bucketsOf({ dated }: PlannedTable, coverage: Coverage): string[] {
  if (dated === 'received') return [weekOf(coverage)];
  const labels = new Set([...coverage.dayUnknownMonths, ...coverage.monthUnknownYears]);
  for (let day = coverage.fromDay; day <= coverage.toDay; day++) labels.add(isoMonth(day));
  return [...labels].sort().map((label) => `o${label}`);
}

/** The bucket of what was received in a week. */
export const weekOf = ({ fromDay }: Coverage): string => `r${isoWeek(fromDay)}`;
