import { type PeriodKind, periodKindOf } from '@waylight/calendar';
import { monthBefore } from '../../model/period.ts';

type Release = {
  readonly id: string;
  readonly table: string;
  readonly period: string;
  readonly audience: string;
};

const ORDER: Readonly<Record<PeriodKind, number>> = { month: 0, quarter: 1, year: 1, week: 2 };

/** The periods that anything is released of, the newest first: months, then quarters and years, then weeks. */
export function periodsWithReleases(releases: readonly Release[]): readonly string[] {
  const orderOf = (id: string): number => ORDER[bulletinPeriodKind(id)];
  return [...new Set(releases.map(({ period }) => period))].sort(
    (a, b) => orderOf(a) - orderOf(b) || (a < b ? 1 : -1),
  );
}

/** The kind of a bulletin's period. Insights accepts no other text as a period. */
export const bulletinPeriodKind = (period: string): PeriodKind => periodKindOf(period) ?? 'month';

/** The parameters of /v1/trends for numbers of one period. */
export const questionOf = (by: readonly string[], period: string): Record<string, string> => ({
  layer: 'reports',
  unit: 'incidents',
  by: by.join(','),
  period: bulletinPeriodKind(period),
  from: period,
  to: period,
});

/** The same for the region over the year up to a month. */
export const yearUpTo = (month: string): Record<string, string> => ({
  layer: 'reports',
  unit: 'incidents',
  by: 'period',
  period: 'month',
  from: monthBefore(month, 11),
  to: month,
});

/** Deaths and disappearances of the public record, in the year of a period. */
export const publicRecordOf = (period: string): Record<string, string> => ({
  layer: 'public-record',
  unit: 'victims',
  by: 'country',
  period: 'year',
  from: period.slice(0, 4),
  to: period.slice(0, 4),
});
