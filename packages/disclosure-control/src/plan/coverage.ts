import { dateOf, type PeriodKind } from '@waylight/calendar';
import { releasePeriodDays, releasePeriodOf } from './release-periods.ts';

/** When an incident happened, as precisely as its report says: raw cells are kept by just this. */
export type Occurrence =
  | { readonly precision: 'day'; readonly day: number }
  /** "Day unknown" of a calendar month: month runs from 1. */
  | { readonly precision: 'month'; readonly year: number; readonly month: number }
  /** "Month unknown" of a year. */
  | { readonly precision: 'year'; readonly year: number };

/** The raw cells that a release period counts. Lists and span are complete: nothing else counts in the period. */
export type Coverage = {
  /** Days, both counted in, whose cells count. */
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
 * What a release period counts. An incident whose day is unknown counts in the month of release that bears the name
 * of its month, and so in that quarter and year, but in no week. One of which only the year is known counts in that
 * year alone. Nothing is spread or guessed, and what counts in a period counts in every longer one around it.
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

/** The release period of a kind in which an incident counts; undefined where its date is too vague for that kind. */
export function releasePeriodOfOccurrence(kind: PeriodKind, occurrence: Occurrence): string | undefined {
  if (occurrence.precision === 'day') return releasePeriodOf(kind, occurrence.day);
  const year = String(occurrence.year).padStart(4, '0');
  if (kind === 'year') return year;
  if (kind === 'week' || occurrence.precision === 'year') return undefined;
  return kind === 'month'
    ? monthId(occurrence.year, occurrence.month)
    : `${year}-Q${Math.ceil(occurrence.month / 3)}`;
}

/** The occurrence that an event states by the first day of its day, month or year and a precision. */
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
