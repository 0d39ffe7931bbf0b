import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';

/** One country or several pooled ones, in all months that publish them so. */
export type CompletenessLine = {
  readonly key: string;
  readonly countries: readonly string[];
  readonly byPeriod: ReadonlyMap<string, CountryCompleteness>;
};

/** The same key for the same pooled countries in any order. */
export const keyOfCountries = (countries: readonly string[]): string => countries.toSorted().join('+');

/**
 * Creates a line for each country, and for each group of pooled countries. The groups change with the expected organisations.
 * Each group has its own line, because its completeness does not describe a single country.
 */
export function completenessLines(months: readonly CompletenessMonth[]): readonly CompletenessLine[] {
  const lines = new Map<
    string,
    { countries: readonly string[]; byPeriod: Map<string, CountryCompleteness> }
  >();
  for (const { period, entries } of months)
    for (const entry of entries) {
      const key = keyOfCountries(entry.countries);
      const line = lines.get(key) ?? {
        countries: entry.countries,
        byPeriod: new Map<string, CountryCompleteness>(),
      };
      line.byPeriod.set(period, entry);
      lines.set(key, line);
    }
  return [...lines]
    .map(([key, line]) => ({ key, ...line }))
    .sort((a, b) => a.countries.length - b.countries.length || (a.key < b.key ? -1 : 1));
}

/** Omits the months before completeness was published: they need no column. */
export function sinceFirstPublished(months: readonly CompletenessMonth[]): readonly CompletenessMonth[] {
  const first = months.findIndex(({ entries }) => entries.length > 0);
  return first < 0 ? [] : months.slice(first);
}
