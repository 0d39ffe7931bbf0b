import type { CompletenessMonth, CountryCompleteness } from '../../api/completeness.ts';
import { SIX } from '../../text/countries.ts';

/** Share of a country's organisations with an activity report. `fewExpected`: too few are expected. `notReleased`: no release has the country. */
export type ReportedShare = NonNullable<CountryCompleteness['stated']> | 'fewExpected' | 'notReleased';

/** Lowest share first. */
const ORDER = [
  'none',
  'some',
  'most',
  'fewExpected',
  'notReleased',
  'all',
] as const satisfies readonly ReportedShare[];

export type CountriesInPeriods = {
  /** One country, or several pooled ones. */
  readonly countries: readonly string[];
  /** Months with this share. */
  readonly periods: readonly string[];
};

/** Groups countries and months by share. Each country of each month is in one group. */
export function reportedByShare(
  months: readonly CompletenessMonth[],
): readonly { readonly share: ReportedShare; readonly groups: readonly CountriesInPeriods[] }[] {
  const found = new Map<ReportedShare, Map<string, { countries: readonly string[]; periods: string[] }>>();
  const add = (share: ReportedShare, countries: readonly string[], period: string) => {
    const ofShare = found.get(share) ?? new Map();
    const one = ofShare.get(countries.join()) ?? { countries, periods: [] };
    one.periods.push(period);
    found.set(share, ofShare.set(countries.join(), one));
  };
  for (const { period, entries } of months) {
    for (const { stated, countries } of entries) add(stated ?? 'fewExpected', countries, period);
    const released = new Set(entries.flatMap(({ countries }) => countries));
    for (const code of SIX) if (!released.has(code)) add('notReleased', [code], period);
  }
  return ORDER.flatMap((share) => {
    const groups = found.get(share);
    return groups === undefined ? [] : [{ share, groups: [...groups.values()] }];
  });
}
