import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';

/** Countries that are told together, in all months in which they are. */
export type CompletenessLine = {
  readonly key: string;
  readonly countries: readonly string[];
  readonly byPeriod: ReadonlyMap<string, CountryCompleteness>;
};

export const keyOfCountries = (countries: readonly string[]): string => countries.join('+');

/**
 * A line for each country, or countries together, that any of the months tells of, in their order. Who is told together may change with
 * who is expected: then each has its own line, because what is said of two is said of neither.
 */
export function completenessLines(months: readonly CompletenessMonth[]): readonly CompletenessLine[] {
  const lines = new Map<
    string,
    { countries: readonly string[]; byPeriod: Map<string, CountryCompleteness> }
  >();
  for (const { period, entries } of months)
    for (const told of entries) {
      const key = keyOfCountries(told.countries);
      const line = lines.get(key) ?? {
        countries: told.countries,
        byPeriod: new Map<string, CountryCompleteness>(),
      };
      line.byPeriod.set(period, told);
      lines.set(key, line);
    }
  return [...lines]
    .map(([key, line]) => ({ key, ...line }))
    .sort((a, b) => a.countries.length - b.countries.length || (a.key < b.key ? -1 : 1));
}

/** Without the months before it was kept: what cannot be known needs no column, and a row of the table says it. */
export function sinceFirstTold(months: readonly CompletenessMonth[]): readonly CompletenessMonth[] {
  const first = months.findIndex(({ entries }) => entries.length > 0);
  return first < 0 ? [] : months.slice(first);
}
