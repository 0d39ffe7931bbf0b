import { type PerEffort, perEffort } from '@waylight/reading';
import type { CompletenessMonth } from '../../data/completeness.ts';
import { parsePeriod } from '../../language/format.ts';
import type { Effort, TrendsView } from './trends-view.ts';

/** Whether numbers can be read against effort: it is told by country and month, and of no part of either. */
export const hasEffort = ({ by, period }: Pick<TrendsView, 'by' | 'period'>): boolean =>
  by.join() === 'country' && period !== 'week';

const MONTHS_OF_A_QUARTER = 3;
const MONTHS_OF_A_YEAR = 12;

/** The months of release that a month, quarter or year is made of; none of any other period. */
export function monthsOf(id: string): readonly string[] {
  const period = parsePeriod(id);
  const months = (first: number, number: number) =>
    Array.from({ length: number }, (_, n) => `${period?.year}-${String(first + n).padStart(2, '0')}`);
  switch (period?.kind) {
    case 'month':
      return [id];
    case 'quarter':
      return months(MONTHS_OF_A_QUARTER * (Number(period.quarter) - 1) + 1, MONTHS_OF_A_QUARTER);
    case 'year':
      return months(1, MONTHS_OF_A_YEAR);
    default:
      return [];
  }
}

/** What is told of the effort in one country alone, by month; what is told of several together is told of none of them. */
export function effortsOf(
  months: readonly CompletenessMonth[],
  effort: Effort,
): (country: string, period: string) => number | undefined {
  const told = new Map(
    months.flatMap(({ period, entries }) =>
      entries
        .filter(({ countries }) => countries.length === 1)
        .map((one) => [
          `${one.countries[0]} ${period}`,
          effort === 'visits' ? one.fieldVisits : one.staffDays,
        ]),
    ),
  );
  return (country, period) => told.get(`${country} ${period}`);
}

/** The number of a country and period against its effort; undefined where that, or the number, is not told for all of it. */
export function readAgainst(
  efforts: ReturnType<typeof effortsOf>,
  {
    country,
    period,
    incidents,
  }: { readonly country: string; readonly period: string; readonly incidents: number | undefined },
  base: number,
): PerEffort | undefined {
  return perEffort(
    incidents,
    monthsOf(period).map((month) => efforts(country, month)),
    base,
  );
}

/** From this on a number has no decimals: they would be finer than its span. */
const WHOLE_FROM = 10;

/** As it is written: no finer than it is known, and its bounds no narrower. */
export function written({ value, from, to }: PerEffort): PerEffort {
  const step = value >= WHOLE_FROM ? 1 : 10;
  return {
    value: Math.round(value * step) / step,
    from: Math.floor(from * step) / step,
    to: Math.ceil(to * step) / step,
  };
}
