import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';
import { periodBefore } from './period.ts';

/** A range of periods, both included. */
export type SilentSpan = { readonly from: string; readonly to: string };

export type SilentCountries = {
  readonly countries: readonly string[];
  readonly spans: readonly SilentSpan[];
};

/**
 * Lists the countries that were silent in months of `shown`, oldest first; with another `share`, those in which that share of
 * organisations reported. `countries` restricts the list; pooled countries are included if one of them is in `countries`.
 */
export function silentSpans(
  months: readonly CompletenessMonth[],
  shown: readonly string[],
  countries?: readonly string[],
  share: CountryCompleteness['stated'] = 'none',
): readonly SilentCountries[] {
  const found = new Map<string, { countries: readonly string[]; periods: string[] }>();
  for (const { period, entries } of months.filter((month) => shown.includes(month.period)))
    for (const entry of entries) {
      const isShown = countries === undefined || entry.countries.some((code) => countries.includes(code));
      if (entry.stated !== share || !isShown) continue;
      const key = entry.countries.join('+');
      const one = found.get(key) ?? { countries: entry.countries, periods: [] };
      one.periods.push(period);
      found.set(key, one);
    }
  return [...found.values()].map(({ countries, periods }) => ({ countries, spans: spansOf(periods) }));
}

/** Ranges of consecutive periods, oldest first. */
export function spansOf(periods: readonly string[]): readonly SilentSpan[] {
  const spans: SilentSpan[] = [];
  for (const period of periods.toSorted()) {
    const last = spans.at(-1);
    if (last !== undefined && last.to === periodBefore(period))
      spans.splice(-1, 1, { from: last.from, to: period });
    else spans.push({ from: period, to: period });
  }
  return spans;
}
