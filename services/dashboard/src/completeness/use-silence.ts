import { useQuery } from '@tanstack/react-query';
import { type CompletenessMonth, completenessQuery } from '../data/completeness.ts';
import { monthsOf } from '../data/period-steps.ts';

/** Whether a country was silent in a period, or in one of the months that it is made of: nobody there said what they did. */
export type IsSilent = (country: string, period: string) => boolean;

/** Of periods of release. Until it is told, and where it never is, nobody was. */
export function useSilence(periods: readonly (string | undefined)[]): IsSilent {
  const shown = periods.flatMap((id) => (id === undefined ? [] : monthsOf(id))).toSorted();
  const [from = '', to = ''] = [shown[0], shown.at(-1)];
  const { data } = useQuery({ ...completenessQuery({ from, to }), enabled: shown.length > 0 });
  return silenceIn(data?.months ?? []);
}

export function silenceIn(months: readonly CompletenessMonth[]): IsSilent {
  const silent = new Set(
    months.flatMap(({ period, entries }) =>
      entries
        .filter(({ stated }) => stated === 'none')
        .flatMap(({ countries }) => countries.map((code) => `${code} ${period}`)),
    ),
  );
  return (country, period) => monthsOf(period).some((month) => silent.has(`${country} ${month}`));
}
