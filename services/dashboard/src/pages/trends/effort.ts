import { computeEffortRate, type EffortRate, effortBounds, type ReportedShare } from '@waylight/presentation';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { monthsOf } from '../../model/period.ts';
import type { Effort, TrendsView } from './trends-view.ts';

/** Whether numbers can be read against effort: it is told by country and month, and of no part of either. */
export const hasEffort = ({ by, period }: Pick<TrendsView, 'by' | 'period'>): boolean =>
  by.join() === 'country' && period !== 'week';

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
): EffortRate | undefined {
  return computeEffortRate(
    incidents,
    monthsOf(period).map((month) => efforts(country, month)),
    base,
  );
}

/** From this on a number has no decimals: they would be finer than its span. */
const WHOLE_FROM = 10;

/** As it is written: no finer than it is known, and its bounds no narrower. */
export function written({ value, from, to }: EffortRate): EffortRate {
  const step = value >= WHOLE_FROM ? 1 : 10;
  return {
    value: Math.round(value * step) / step,
    from: Math.floor(from * step) / step,
    to: Math.ceil(to * step) / step,
  };
}

/** Why a country and period has no number: nothing is told of its effort, or it reads so few that nothing can be reckoned. */
export function fewEffort(
  efforts: ReturnType<typeof effortsOf>,
  { country, period }: { readonly country: string; readonly period: string },
): { readonly from: number; readonly to: number } | undefined {
  const told = monthsOf(period).map((month) => efforts(country, month));
  if (told.length === 0 || told.some((one) => one !== 0)) return undefined;
  return { from: 0, to: effortBounds(0).to * told.length };
}

const FROM_LEAST = ['none', 'some', 'most', 'all'] as const satisfies readonly ReportedShare[];

/** How completely a country reported in a period: the least of what is told of its months; undefined where nothing is, of it alone. */
export function leastShare(
  months: readonly CompletenessMonth[],
): (country: string, period: string) => ReportedShare | undefined {
  const told = new Map(
    months.flatMap(({ period, entries }) =>
      entries
        .filter(({ countries }) => countries.length === 1)
        .map(({ countries: [country], stated }) => [`${country} ${period}`, stated]),
    ),
  );
  return (country, period) => {
    const shares = monthsOf(period).map((month) => told.get(`${country} ${month}`));
    return FROM_LEAST.find((share) => shares.includes(share));
  };
}
