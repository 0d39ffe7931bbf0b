import { findSilences, type Silence } from '@waylight/presentation';
import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';

/** Countries that were silent in a month that another one is compared with. */
export type EarlierSilence = { readonly countries: readonly string[]; readonly periods: readonly string[] };

/**
 * Lists every silence in a month and in the months that it is compared with, each once. `now`: countries that are silent in it, and since
 * when. `earlier`: silences of the other months that do not last until now. `months`: the oldest first.
 */
export function findAllSilences(
  months: readonly CompletenessMonth[],
  month: string,
  compared: readonly string[],
): { readonly now: readonly Silence<CountryCompleteness>[]; readonly earlier: readonly EarlierSilence[] } {
  const now = findSilences(months, month);
  const lasting = new Map(now.map(({ entry, since }) => [keyOf(entry), since]));
  const earlier = new Map<string, { countries: readonly string[]; periods: string[] }>();
  for (const period of compared.toSorted())
    for (const { entry } of findSilences(months, period)) {
      const key = keyOf(entry);
      const since = lasting.get(key);
      if (since !== undefined && since <= period) continue;
      const one = earlier.get(key) ?? { countries: entry.countries, periods: [] };
      one.periods.push(period);
      earlier.set(key, one);
    }
  return { now, earlier: [...earlier.values()] };
}

const keyOf = ({ countries }: Pick<CountryCompleteness, 'countries'>): string =>
  countries.toSorted().join('+');
