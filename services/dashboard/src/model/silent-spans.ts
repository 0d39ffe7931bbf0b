import type { CompletenessMonth } from '../api/completeness.ts';
import { periodBefore } from './period.ts';

/** Months, both counted in, in each of which these countries were silent. */
export type SilentSpan = { readonly from: string; readonly to: string };

export type SilentCountries = {
  readonly countries: readonly string[];
  readonly spans: readonly SilentSpan[];
};

/**
 * Lists the countries that sent no activity report for months in `shown`, the oldest first. Without `countries` it lists all of them;
 * otherwise pooled countries are listed if one of them is shown.
 */
export function silentSpans(
  months: readonly CompletenessMonth[],
  shown: readonly string[],
  countries?: readonly string[],
): readonly SilentCountries[] {
  const found = new Map<string, { countries: readonly string[]; spans: SilentSpan[] }>();
  for (const { period, entries } of months.filter((month) => shown.includes(month.period)))
    for (const told of entries) {
      const isShown = countries === undefined || told.countries.some((code) => countries.includes(code));
      if (told.stated !== 'none' || !isShown) continue;
      const key = told.countries.join('+');
      const one = found.get(key) ?? { countries: told.countries, spans: [] };
      const last = one.spans.at(-1);
      const goesOn = last !== undefined && last.to === periodBefore(period);
      if (goesOn) one.spans.splice(-1, 1, { from: last.from, to: period });
      else one.spans.push({ from: period, to: period });
      found.set(key, one);
    }
  return [...found.values()];
}
