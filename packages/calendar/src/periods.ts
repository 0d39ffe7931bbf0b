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

/** Lengths of periods, shortest first. */
export const PERIOD_KINDS = ['week', 'month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Functions that return the label of the calendar period that contains a day. */
export const PERIOD_LABELS: Readonly<Record<PeriodKind, (day: number) => string>> = {
  week: isoWeek,
  month: isoMonth,
  quarter: isoQuarter,
  year: isoYear,
};

/** First and last day, inclusive. */
export type DayRange = { readonly from: number; readonly to: number };

/**
 * Returns the days of a period label: "2025", "2025-Q1", "2025-03", "2025-W10" or "2025-03-14". Undefined for any other text and
 * for days, months and weeks that do not exist.
 */
export function daysOf(label: string): DayRange | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?$/.exec(label);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const [quarter, week, month, day] = match.slice(2).map((part) => (part === undefined ? 0 : Number(part)));
  if (match[2] !== undefined) return monthsOf(year, 3 * (quarter ?? 0) - 2, 3);
  if (match[3] !== undefined) {
    const from = mondayOf(dayNumber(year, 1, 4)) + 7 * ((week ?? 0) - 1);
    return isoWeek(from) === label ? { from, to: from + 6 } : undefined;
  }
  if (match[4] === undefined) return monthsOf(year, 1, 12);
  if (month === undefined || month < 1 || month > 12) return undefined;
  if (match[5] === undefined) return monthsOf(year, month, 1);
  const number = existingDay(year, month, day ?? 0);
  return number === undefined ? undefined : { from: number, to: number };
}

function monthsOf(year: number, first: number, count: number): DayRange {
  return { from: dayNumber(year, first, 1), to: dayNumber(year, first + count, 1) - 1 };
}
