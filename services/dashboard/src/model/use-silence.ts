import { useQuery } from '@tanstack/react-query';
import { type CompletenessBounds, type CompletenessMonth, completenessQuery } from '../api/completeness.ts';
import { monthBounds, monthsOf } from './period.ts';

/**
 * Returns true if a country sent no activity report for a period or one of its months. Without a country: if any country did not.
 */
export type IsSilent = (country: string | undefined, period: string) => boolean;

/** Silence in these periods. Without a response no country counts as silent. `bounds` as in `<SilentMonths>`. */
export function useSilence(periods: readonly (string | undefined)[], bounds?: CompletenessBounds): IsSilent {
  const { data } = useQuery(silenceQuery(periods, bounds));
  return silenceIn(data?.months ?? []);
}

/** The query of `useSilence`, so that pages can fetch it early. */
export function silenceQuery(periods: readonly (string | undefined)[], bounds?: CompletenessBounds) {
  const shown = monthBounds(periods.filter((id) => id !== undefined));
  return { ...completenessQuery(bounds ?? shown), enabled: shown.from !== '' };
}

export function silenceIn(months: readonly CompletenessMonth[]): IsSilent {
  const silent = new Map(
    months.map(({ period, entries }) => [
      period,
      new Set(entries.flatMap(({ stated, countries }) => (stated === 'none' ? countries : []))),
    ]),
  );
  const isSilentIn = (country: string | undefined, month: string) =>
    country === undefined ? (silent.get(month)?.size ?? 0) > 0 : silent.get(month)?.has(country) === true;
  return (country, period) => monthsOf(period).some((month) => isSilentIn(country, month));
}

/** True if one of these countries is silent. `countries` is undefined for a sum of the region; see `countedCountries`. */
export const isAnySilent = (
  isSilent: IsSilent,
  countries: readonly string[] | undefined,
  period: string,
): boolean => (countries ?? [undefined]).some((country) => isSilent(country, period));
