import { monthBefore } from '../../model/period.ts';

type Release = {
  readonly id: string;
  readonly table: string;
  readonly period: string;
  readonly audience: string;
};

/** The periods that anything is released of, the newest first: months, then quarters and years, then weeks. */
export function periodsWithReleases(releases: readonly Release[]): readonly string[] {
  const kindOf = (id: string): number => (/^\d{4}-\d\d$/.test(id) ? 0 : id.includes('W') ? 2 : 1);
  return [...new Set(releases.map(({ period }) => period))].sort(
    (a, b) => kindOf(a) - kindOf(b) || (a < b ? 1 : -1),
  );
}

export const periodKindOf = (id: string): 'week' | 'month' | 'quarter' | 'year' => {
  if (/^\d{4}$/.test(id)) return 'year';
  if (id.includes('Q')) return 'quarter';
  return id.includes('W') ? 'week' : 'month';
};

/** The parameters of /v1/trends for numbers of one period. */
export const questionOf = (by: readonly string[], period: string): Record<string, string> => ({
  ...{ layer: 'reports', unit: 'incidents', by: by.join(','), period: periodKindOf(period) },
  ...{ from: period, to: period },
});

/** The same of the region over the year up to a month. */
export const yearUpTo = (month: string): Record<string, string> => ({
  ...{ layer: 'reports', unit: 'incidents', by: 'period', period: 'month' },
  ...{ from: monthBefore(month, 11), to: month },
});

/** Deaths and disappearances as others have published them, of the year of a period. */
export const publicRecordOf = (period: string): Record<string, string> => ({
  ...{ layer: 'public-record', unit: 'victims', by: 'country', period: 'year' },
  ...{ from: period.slice(0, 4), to: period.slice(0, 4) },
});
