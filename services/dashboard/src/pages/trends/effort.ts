import { computeEffortRate, type EffortRate, effortBounds, type ReportedShare } from '@waylight/presentation';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { monthsOf } from '../../model/period.ts';
import type { Effort, TrendsView } from './trends-view.ts';

/** True if numbers can be divided by effort, which is published by country and month only. */
export const hasEffort = ({ by, period }: Pick<TrendsView, 'by' | 'period'>): boolean =>
  by.join() === 'country' && period !== 'week';

/** Published effort by country and month. Efforts of pooled countries are left out, because they belong to no single country. */
export function effortsOf(
  months: readonly CompletenessMonth[],
  effort: Effort,
): (country: string, period: string) => number | undefined {
  const published = new Map(
    months.flatMap(({ period, entries }) =>
      entries
        .filter(({ countries }) => countries.length === 1)
        .map((one) => [
          `${one.countries[0]} ${period}`,
          effort === 'visits' ? one.fieldVisits : one.staffDays,
        ]),
    ),
  );
  return (country, period) => published.get(`${country} ${period}`);
}

/** Incidents per effort for a country and period; undefined if one of the numbers is missing. */
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

/** From this value on there are no decimals, because they would be more precise than the range. */
const WHOLE_FROM = 10;

/** Rounds a rate to its precision. Bounds are rounded outwards. */
export function written({ value, from, to }: EffortRate): EffortRate {
  const step = value >= WHOLE_FROM ? 1 : 10;
  return {
    value: Math.round(value * step) / step,
    from: Math.floor(from * step) / step,
    to: Math.ceil(to * step) / step,
  };
}

/** The range of an effort that is too small to divide by; undefined if the effort is unpublished or large enough. */
export function fewEffort(
  efforts: ReturnType<typeof effortsOf>,
  { country, period }: { readonly country: string; readonly period: string },
): { readonly from: number; readonly to: number } | undefined {
  const monthly = monthsOf(period).map((month) => efforts(country, month));
  if (monthly.length === 0 || monthly.some((one) => one !== 0)) return undefined;
  return { from: 0, to: effortBounds(0).to * monthly.length };
}

const FROM_LEAST = ['none', 'some', 'most', 'all'] as const satisfies readonly ReportedShare[];

/** The lowest published completeness in the months of a period; undefined if none is published for the country alone. */
export function leastShare(
  months: readonly CompletenessMonth[],
): (country: string, period: string) => ReportedShare | undefined {
  const published = new Map(
    months.flatMap(({ period, entries }) =>
      entries
        .filter(({ countries }) => countries.length === 1)
        .map(({ countries: [country], stated }) => [`${country} ${period}`, stated]),
    ),
  );
  return (country, period) => {
    const shares = monthsOf(period).map((month) => published.get(`${country} ${month}`));
    return FROM_LEAST.find((share) => shares.includes(share));
  };
}
