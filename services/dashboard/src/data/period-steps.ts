import { parsePeriod } from '../language/format.ts';
import { weeksIn } from './period-weeks.ts';

const MONTHS_OF_A_QUARTER = 3;
const MONTHS_OF_A_YEAR = 12;

/** The period of the same length right before: `2026-01` gives `2025-12`, `2026-W01` gives `2025-W52`; undefined of what is none. */
export function periodBefore(id: string): string | undefined {
  const period = parsePeriod(id);
  if (period === undefined) return undefined;
  const year = Number(period.year);
  switch (period.kind) {
    case 'year':
      return yearId(year - 1);
    case 'quarter':
      return period.quarter === '1' ? `${yearId(year - 1)}-Q4` : `${yearId(year)}-Q${Number(period.quarter) - 1}`;
    case 'month':
      return period.month === 1 ? `${yearId(year - 1)}-12` : `${yearId(year)}-${two(period.month - 1)}`;
    case 'week': {
      const week = Number(period.week);
      return week === 1 ? `${yearId(year - 1)}-W${weeksIn(yearId(year - 1))}` : `${yearId(year)}-W${two(week - 1)}`;
    }
    case 'month-unknown':
    case 'day-unknown':
      return undefined;
    default:
      return period satisfies never;
  }
}

/** The period of the same name a year earlier; undefined where that year had none, as of a 53rd week. */
export function samePeriodOfYearBefore(id: string): string | undefined {
  const period = parsePeriod(id);
  if (period === undefined || period.kind === 'month-unknown' || period.kind === 'day-unknown') return undefined;
  const before = Number(period.year) - 1;
  if (period.kind === 'week' && Number(period.week) > (weeksIn(yearId(before)) ?? 0)) return undefined;
  return `${yearId(before)}${id.slice(4)}`;
}

/** The months of release that a month, quarter or year is made of; none of any other period. */
export function monthsOf(id: string): readonly string[] {
  const period = parsePeriod(id);
  const months = (first: number, number: number) =>
    Array.from({ length: number }, (_, n) => `${period?.year}-${two(first + n)}`);
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

/** The shorter periods of release that a period is made of; none where it is not made of such. */
export function periodsWithin(shorter: 'week' | 'month' | 'quarter' | 'year', id: string): readonly string[] {
  if (shorter === 'month') return monthsOf(id);
  if (shorter === 'quarter' && parsePeriod(id)?.kind === 'year') return [1, 2, 3, 4].map((n) => `${id}-Q${n}`);
  return [];
}

const two = (number: number): string => String(number).padStart(2, '0');
const yearId = (year: number): string => String(year).padStart(4, '0');
