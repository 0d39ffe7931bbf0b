import type { PeriodKind } from '@waylight/calendar';

/** Minimum number of reports of a period that an audience other than the narrowest needs to get its releases. */
export const LEAST_REPORTS: Readonly<Record<PeriodKind, number>> = {
  week: 4,
  month: 14,
  quarter: 40,
  year: 160,
};

const LEAST_ORGANISATIONS = 3;

/**
 * Whether an audience gets the releases of a period: if enough reports are shared with it, from at least three organisations.
 * Each organisation counts for at most half of the minimum. Otherwise its readers would know whose reports the numbers count.
 *
 * `reports` contains the number of each organisation's reports that the audience may count in the period.
 */
export function hasEnoughReports<Organisation>(
  reports: ReadonlyMap<Organisation, number>,
  kind: PeriodKind,
): boolean {
  const least = LEAST_REPORTS[kind];
  const counts = [...reports.values()].filter((count) => count > 0);
  const total = counts.reduce((all, count) => all + Math.min(count, least / 2), 0);
  return counts.length >= LEAST_ORGANISATIONS && total >= least;
}
