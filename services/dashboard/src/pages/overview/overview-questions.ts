import { periodKindOf } from '@waylight/calendar';
import { type CompletenessBounds, completenessQuery } from '../../api/completeness.ts';
import { releaseIdOf } from '../../api/origin.ts';
import { nearestPeriodQuery, trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { monthBefore, monthsOf, periodsIn } from '../../model/period.ts';
import { anyText, oneOf, urlFields } from '../../ui/use-url-state.ts';

/** The reader's choices. */
export const OVERVIEW_URL = urlFields({ month: anyText, map: oneOf(['borders']) });

/** Two years: enough to see the same months of the year before. */
export const MOST_MONTHS = 24;

export const byPeriodQuery = () => nearestPeriodQuery(PAGE_QUESTIONS.region);
/** Bounds of a month and the earlier months of the curves. Readers without months have few periods, so no bounds apply. */
export const byCountryQuery = (to: string) =>
  nearestPeriodQuery({
    ...PAGE_QUESTIONS.countries,
    ...(periodKindOf(to) === 'month' && { from: monthBefore(to, MOST_MONTHS - 1), to }),
  });

export const recordQuery = () =>
  trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period', 'country'], period: 'year' });

/** Completeness of all months on the overview: one query, because headline, map and curves each need a part of them. */
export const reportingQuery = (period: string) => completenessQuery(reportingBounds(period));

export function reportingBounds(period: string): CompletenessBounds {
  const last = monthsOf(period).at(-1) ?? period;
  return { from: monthBefore(last, MOST_MONTHS - 1), to: last };
}

/** Periods of an answer, the chosen or else the newest one, and its release. */
export function shownPeriod(answer: Answer | undefined, chosen: string | undefined) {
  const released = answer === undefined ? [] : periodsIn(answer);
  const month = released.find((id) => id === chosen) ?? released.at(-1);
  const release = answer && month !== undefined ? releaseIdOf(answer.asOf, month) : undefined;
  return { released, month, release };
}
