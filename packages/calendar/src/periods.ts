import { dateOf, dayNumber, existingDay, isoDay, mondayOf, thursdayOf } from './days.ts';

/** Formats the month of a day as "2025-03". */
export function isoMonth(day: number): string {
  return isoDay(day).slice(0, 7);
}

/** Formats the year of a day as "2025". */
export function isoYear(day: number): string {
  return isoDay(day).slice(0, 4);
}

/** Formats the quarter of a day as "2025-Q1". */
export function isoQuarter(day: number): string {
  const { year, month } = dateOf(day);
  return `${String(year).padStart(4, '0')}-Q${Math.ceil(month / 3)}`;
}

/** Formats the ISO week of a day as "2025-W10". */
export function isoWeek(day: number): string {
  const { year } = dateOf(thursdayOf(day));
  const firstMonday = mondayOf(dayNumber(year, 1, 4));
  return `${String(year).padStart(4, '0')}-W${String((mondayOf(day) - firstMonday) / 7 + 1).padStart(2, '0')}`;
}

/** Lengths of periods, shortest first. Months nest in quarters, and quarters in years; weeks nest in none. */
export const PERIOD_KINDS = ['week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

const LABELS: Readonly<Record<PeriodKind, (day: number) => string>> = {
  week: isoWeek,
  month: isoMonth,
  quarter: isoQuarter,
  year: isoYear,
};

/** The id of the period of a kind that contains a day. */
export function periodOf(kind: PeriodKind, day: number): string {
  return LABELS[kind](day);
}

/** First and last day, inclusive, in days since 1970-01-01. */
export type DaySpan = { readonly fromDay: number; readonly toDay: number };

/** First year that `Date.UTC` uses unchanged. It maps the years 0 to 99 to 1900 to 1999. */
const FIRST_YEAR = 1000;
/** Last year of `daysOf`. The periods after it and its last weeks are in 9999, the last year with four digits. */
const LAST_YEAR = 9998;

/**
 * Returns the days of a period or day: "2025", "2025-Q1", "2025-03", "2025-W10" or "2025-03-14". Undefined for any other text, for
 * days, months and weeks that do not exist, and for years outside of 1000 to 9998.
 */
export function daysOf(label: string): DaySpan | undefined {
  return Number(label.slice(0, 4)) > LAST_YEAR ? undefined : parseDays(label);
}

function parseDays(label: string): DaySpan | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?$/.exec(label);
  const year = Number(match?.[1]);
  if (match === null || year < FIRST_YEAR) return undefined;
  const [quarter, week, month, day] = match.slice(2).map((part) => (part === undefined ? 0 : Number(part)));
  if (match[2] !== undefined) return monthsOf(year, 3 * (quarter ?? 0) - 2, 3);
  if (match[3] !== undefined) {
    const fromDay = mondayOf(dayNumber(year, 1, 4)) + 7 * ((week ?? 0) - 1);
    return isoWeek(fromDay) === label ? { fromDay, toDay: fromDay + 6 } : undefined;
  }
  if (match[4] === undefined) return monthsOf(year, 1, 12);
  if (month === undefined || month < 1 || month > 12) return undefined;
  if (match[5] === undefined) return monthsOf(year, month, 1);
  const number = existingDay(year, month, day ?? 0);
  return number === undefined ? undefined : { fromDay: number, toDay: number };
}

/** The kind of period that an id names; undefined for any other text. */
export function periodKindOf(id: string): PeriodKind | undefined {
  const span = daysOf(id);
  return span && PERIOD_KINDS.find((kind) => periodOf(kind, span.fromDay) === id);
}

/** The days of a period of this kind. Throws RangeError for any other id. */
export function periodDays(kind: PeriodKind, id: string): DaySpan {
  const span = parseDays(id);
  if (span === undefined || periodOf(kind, span.fromDay) !== id)
    throw new RangeError(`Not the id of a ${kind}`);
  return span;
}

/** The next period of the same kind. */
export function nextPeriod(kind: PeriodKind, id: string): string {
  return periodOf(kind, periodDays(kind, id).toDay + 1);
}

/** The previous period of the same kind. */
export function previousPeriod(kind: PeriodKind, id: string): string {
  return periodOf(kind, periodDays(kind, id).fromDay - 1);
}

/** The period of the same name a year earlier. Undefined if that year has none, such as a 53rd week. */
export function periodOfYearBefore(kind: PeriodKind, id: string): string | undefined {
  const before = `${String(Number(id.slice(0, 4)) - 1).padStart(4, '0')}${id.slice(4)}`;
  return periodKindOf(before) === kind ? before : undefined;
}

/** The periods of a shorter kind that are completely within a period, oldest first. */
export function periodsWithin(kind: PeriodKind, of: PeriodKind, id: string): string[] {
  return periodsInSpan(kind, periodDays(of, id));
}

/** The periods of a kind that are completely within a span of days, oldest first. */
export function periodsInSpan(kind: PeriodKind, span: DaySpan): string[] {
  return periodsOverlapping(kind, span).filter((period) => {
    const { fromDay, toDay } = periodDays(kind, period);
    return fromDay >= span.fromDay && toDay <= span.toDay;
  });
}

/** The periods of a kind that overlap a span of days, oldest first. */
export function periodsOverlapping(kind: PeriodKind, { fromDay, toDay }: DaySpan): string[] {
  const periods: string[] = [];
  for (let period = periodOf(kind, fromDay); periodDays(kind, period).fromDay <= toDay; )
    period = nextPeriod(kind, periods[periods.push(period) - 1] ?? period);
  return periods;
}

function monthsOf(year: number, first: number, count: number): DaySpan {
  return { fromDay: dayNumber(year, first, 1), toDay: dayNumber(year, first + count, 1) - 1 };
}
