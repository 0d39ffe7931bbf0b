import type { PeriodKind } from '@waylight/calendar';
import { sum } from '../rounding/controlled-rounding.ts';

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
  return leastOtherReports([...reports.values()], kind) === 0;
}

/**
 * Returns the minimum number of reports that organisations outside of `known` must share, so that an audience has enough: the
 * missing reports, or one for each missing organisation. `known` contains the number of reports of each known organisation.
 */
export function leastOtherReports(known: readonly number[], kind: PeriodKind): number {
  const least = LEAST_REPORTS[kind];
  const counts = known.filter((count) => count > 0);
  const counted = sum(counts.map((count) => Math.min(count, least / 2)));
  return Math.max(0, least - counted, LEAST_ORGANISATIONS - counts.length);
}
