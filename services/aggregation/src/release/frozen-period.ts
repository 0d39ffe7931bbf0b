import { isoMonth } from '@waylight/calendar';
import type { Coverage } from '@waylight/disclosure-control';

/**
 * Names the frozen set of a period that closed on a day. Tables of one period that close together share it, so that
 * they count the same.
 */
export function frozenPeriodId(period: string, closedDay: number): string {
  return `${period}@${closedDay}`;
}

/** The buckets of the reports' cells by occurrence that a period touches, sorted. */
export function bucketsOf(coverage: Coverage): string[] {
  const labels = new Set([...coverage.dayUnknownMonths, ...coverage.monthUnknownYears]);
  for (let day = coverage.fromDay; day <= coverage.toDay; day++) labels.add(isoMonth(day));
  return [...labels].sort().map((label) => `o${label}`);
}
