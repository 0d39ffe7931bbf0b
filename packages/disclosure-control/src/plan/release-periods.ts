import { dateOf, dayNumber, isoWeek, PERIOD_KINDS, type PeriodKind, thursdayOf } from '@waylight/calendar';

/**
 * Release periods. A release month consists of the ISO weeks whose Thursday is in it; quarters and years consist of such
 * months. So weeks, months, quarters and years nest, unlike calendar periods. No week is split, and no difference of two
 * released periods exposes the overlapping days of a week. The release year is the ISO 8601 week-numbering year. The public
 * record uses calendar periods instead.
 *
 * Ids are "2025-W10", "2025-03", "2025-Q1" and "2025".
 */

/** First and last day, inclusive, in days since 1970-01-01. */
export type DaySpan = { readonly fromDay: number; readonly toDay: number };

const PATTERNS: Readonly<Record<PeriodKind, RegExp>> = {
  week: /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/,
  month: /^(\d{4})-(0[1-9]|1[0-2])$/,
  quarter: /^(\d{4})-Q([1-4])$/,
  year: /^(\d{4})()$/,
};

const padTo2 = (value: number): string => String(value).padStart(2, '0');
const padTo4 = (value: number): string => String(value).padStart(4, '0');

export function releaseMonthOf(day: number): string {
  const { year, month } = dateOf(thursdayOf(day));
  return `${padTo4(year)}-${padTo2(month)}`;
}

export function releaseQuarterOf(day: number): string {
  const { year, month } = dateOf(thursdayOf(day));
  return `${padTo4(year)}-Q${Math.ceil(month / 3)}`;
}

export function releaseYearOf(day: number): string {
  return padTo4(dateOf(thursdayOf(day)).year);
}

/** The release period of a kind that contains a day. */
export function releasePeriodOf(kind: PeriodKind, day: number): string {
  switch (kind) {
    case 'week':
      return isoWeek(day);
    case 'month':
      return releaseMonthOf(day);
    case 'quarter':
      return releaseQuarterOf(day);
    case 'year':
      return releaseYearOf(day);
  }
}

export const releaseMonthDays = (id: string): DaySpan => releasePeriodDays('month', id);

/** Returns the days from Monday of the period's first week to Sunday of its last. Throws RangeError for an invalid id. */
export function releasePeriodDays(kind: PeriodKind, id: string): DaySpan {
  const span = spanOf(kind, id);
  if (!span) throw new RangeError(`Not the id of a release ${kind}`);
  return span;
}

/** Whether a text is the id of a release period of this kind ("2025-W53" is not: 2025 had 52 weeks). */
export function isReleasePeriod(kind: PeriodKind, id: string): boolean {
  return spanOf(kind, id) !== undefined;
}

/** The kind of release period that an id names; undefined for any other text. */
export function periodKindOf(id: string): PeriodKind | undefined {
  return PERIOD_KINDS.find((kind) => isReleasePeriod(kind, id));
}

/** Returns the next release period of the same kind. */
export function nextReleasePeriod(kind: PeriodKind, id: string): string {
  return releasePeriodOf(kind, releasePeriodDays(kind, id).toDay + 1);
}

/** The periods of a shorter kind that a period consists of, oldest first. */
export function releasePeriodsWithin(kind: PeriodKind, of: PeriodKind, id: string): string[] {
  const span = releasePeriodDays(of, id);
  // A period of a longer kind may overlap this one without being within it.
  return releasePeriodsOverlapping(kind, span).filter(
    (period) => releasePeriodDays(kind, period).toDay <= span.toDay,
  );
}

/** The periods of a kind that overlap a span of days, oldest first. */
export function releasePeriodsOverlapping(kind: PeriodKind, { fromDay, toDay }: DaySpan): string[] {
  const periods: string[] = [];
  for (let period = releasePeriodOf(kind, fromDay); releasePeriodDays(kind, period).fromDay <= toDay; )
    period = nextReleasePeriod(kind, periods[periods.push(period) - 1] ?? period);
  return periods;
}

/** First year that `Date.UTC` uses unchanged. It maps the years 0 to 99 to 1900 to 1999. */
const FIRST_YEAR = 1000;

function spanOf(kind: PeriodKind, id: string): DaySpan | undefined {
  const match = PATTERNS[kind].exec(id);
  const year = Number(match?.[1]);
  const part = Number(match?.[2]);
  if (!match || year < FIRST_YEAR) return undefined;
  switch (kind) {
    case 'week': {
      const thursday = firstThursdayFrom(dayNumber(year, 1, 1)) + (part - 1) * 7;
      const span = { fromDay: thursday - 3, toDay: thursday + 3 };
      return isoWeek(span.fromDay) === id ? span : undefined;
    }
    case 'month':
      return spanOfMonths(year, part, 1);
    case 'quarter':
      return spanOfMonths(year, part * 3 - 2, 3);
    case 'year':
      return spanOfMonths(year, 1, 12);
  }
}

function spanOfMonths(year: number, firstMonth: number, months: number): DaySpan {
  const firstThursday = firstThursdayFrom(dayNumber(year, firstMonth, 1));
  const nextFirstThursday = firstThursdayFrom(dayNumber(year, firstMonth + months, 1));
  return { fromDay: firstThursday - 3, toDay: nextFirstThursday - 4 };
}

function firstThursdayFrom(day: number): number {
  return thursdayOf(day + 3);
}
