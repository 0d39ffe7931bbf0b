import { isoMonth, OLDEST_DAYS, periodDays, periodKindOf } from '@waylight/calendar';

/**
 * True if the releases of a period must be audited together with those of the due period, because both count some of the
 * same incidents: shorter periods within it; for weeks and months also the month before, and the weeks of receipt between.
 */
export function isRelatedPeriod(period: string, due: string): boolean {
  const [own, kind] = [periodKindOf(period), periodKindOf(due)];
  if (own === undefined || kind === undefined || period === due) return false;
  const { fromDay, toDay } = periodDays(kind, due);
  const days = periodDays(own, period);
  const isWithin = (from: number): boolean => days.fromDay >= from && days.toDay <= toDay;
  // The month before and the weeks between limit each other and the due month or week.
  const from =
    kind === 'week' || kind === 'month'
      ? periodDays('month', isoMonth(fromDay - OLDEST_DAYS)).fromDay
      : fromDay;
  if (own === 'week') return isWithin(from + OLDEST_DAYS);
  if (kind === 'week') return own === 'month' && days.toDay >= from && days.fromDay <= toDay;
  if (own === 'month') return isWithin(from);
  return own === 'quarter' && kind === 'year' && isWithin(fromDay);
}

/** True for a week whose month is not released yet, as usual. Then no release limits the week. */
export function isWeekBeforeMonth(due: string, released: readonly string[]): boolean {
  return periodKindOf(due) === 'week' && !released.includes(isoMonth(periodDays('week', due).toDay));
}
