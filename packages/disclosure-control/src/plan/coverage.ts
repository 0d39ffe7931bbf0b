import { dateOf, type PeriodKind } from '@waylight/calendar';
import { releasePeriodDays, releasePeriodOf } from './release-periods.ts';

/** Date of an incident, as precise as its report. Raw cells are stored by this date. */
export type Occurrence =
  | { readonly precision: 'day'; readonly day: number }
  /** The day is unknown. `month` is a calendar month from 1. */
  | { readonly precision: 'month'; readonly year: number; readonly month: number }
  /** Day and month are unknown. */
  | { readonly precision: 'year'; readonly year: number };

/** The raw cells that are counted in a release period. No other cells are counted. */
export type Coverage = {
  /** First and last day whose cells count, inclusive. */
  readonly fromDay: number;
  readonly toDay: number;
  /** Months ("2025-03") whose "day unknown" cells count. */
  readonly dayUnknownMonths: readonly string[];
  /** Years ("2025") whose "month unknown" cells count. */
  readonly monthUnknownYears: readonly string[];
};

const monthId = (year: number, month: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

/**
 * The raw cells of a release period. An incident with an unknown day counts in the release month with the name of its month, in
 * that quarter and year, and in no week. One with only a year counts only in that year. No incident is spread over several
 * periods, and no date is guessed. An incident that counts in a period also counts in every longer period that contains it.
 */
export function coverageOf(kind: PeriodKind, id: string): Coverage {
  const span = releasePeriodDays(kind, id);
  const year = id.slice(0, 4);
  switch (kind) {
    case 'week':
      return { ...span, dayUnknownMonths: [], monthUnknownYears: [] };
    case 'month':
      return { ...span, dayUnknownMonths: [id], monthUnknownYears: [] };
    case 'quarter': {
      const first = Number(id.slice(-1)) * 3 - 2;
      const months = [first, first + 1, first + 2].map((month) => monthId(Number(year), month));
      return { ...span, dayUnknownMonths: months, monthUnknownYears: [] };
    }
    case 'year': {
      const months = Array.from({ length: 12 }, (_, index) => monthId(Number(year), index + 1));
      return { ...span, dayUnknownMonths: months, monthUnknownYears: [year] };
    }
  }
}

/** The release period of a kind in which an incident counts; undefined if its date is too imprecise for that kind. */
export function releasePeriodOfOccurrence(kind: PeriodKind, occurrence: Occurrence): string | undefined {
  if (occurrence.precision === 'day') return releasePeriodOf(kind, occurrence.day);
  const year = String(occurrence.year).padStart(4, '0');
  if (kind === 'year') return year;
  if (kind === 'week' || occurrence.precision === 'year') return undefined;
  return kind === 'month'
    ? monthId(occurrence.year, occurrence.month)
    : `${year}-Q${Math.ceil(occurrence.month / 3)}`;
}

/** Returns the occurrence of an event. `day` is the first day of the event's day, month or year. */
export function occurrenceOf(day: number, precision: Occurrence['precision']): Occurrence {
  const { year, month } = dateOf(day);
  switch (precision) {
    case 'day':
      return { precision, day };
    case 'month':
      return { precision, year, month };
    case 'year':
      return { precision, year };
  }
}
