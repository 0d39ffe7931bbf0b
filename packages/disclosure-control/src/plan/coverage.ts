import { dateOf, type PeriodKind } from '@waylight/calendar';
import { releasePeriodDays, releasePeriodOf } from './release-periods.ts';

/** Date of an incident with the precision of its report. Raw cells are stored by it. */
export type Occurrence =
  | { readonly precision: 'day'; readonly day: number }
  /** "Day unknown" of a calendar month: month runs from 1. */
  | { readonly precision: 'month'; readonly year: number; readonly month: number }
  /** "Month unknown" of a year. */
  | { readonly precision: 'year'; readonly year: number };

/** The raw cells that count in a release period. Span and lists are complete. */
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
 * The raw cells of a release period. An incident with an unknown day counts in the release month with the name of its month,
 * in that quarter and year, and in no week. One with only a year counts in that year alone. No incident is spread or
 * guessed, and one that counts in a period counts in every longer period around it.
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

/** The occurrence of an event, which contains the first day of its day, month or year and a precision. */
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
