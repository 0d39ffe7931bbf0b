import {
  type PeriodKind,
  periodKindOf,
  periodOfYearBefore,
  previousPeriod,
  periodsWithin as within,
} from '@waylight/calendar';
import type { Answer } from '../api/schemas.ts';

/** The previous period of the same length: `2026-01` gives `2025-12`. Undefined for any other text. */
export function periodBefore(id: string): string | undefined {
  const kind = periodKindOf(id);
  return kind && previousPeriod(kind, id);
}

/** The period of the same name a year earlier. Undefined if that year has none, such as a 53rd week. */
export function samePeriodOfYearBefore(id: string): string | undefined {
  const kind = periodKindOf(id);
  return kind && periodOfYearBefore(kind, id);
}

/** The months of a month, quarter or year. Other periods have none. */
export const monthsOf = (id: string): readonly string[] => periodsWithin('month', id);

/** The first and last month of periods; empty without months. */
export function monthBounds(periods: readonly string[]): { readonly from: string; readonly to: string } {
  const months = periods.flatMap(monthsOf).toSorted();
  return { from: months[0] ?? '', to: months.at(-1) ?? '' };
}

/** The periods of a kind within a longer one. Weeks of receipt are part of no longer period. */
export function periodsWithin(shorter: PeriodKind, id: string): readonly string[] {
  const kind = periodKindOf(id);
  return kind === undefined || shorter === 'week' ? [] : within(shorter, kind, id);
}

/** The month so many months before another: `2026-01` and 1 give `2025-12`. */
export function monthBefore(id: string, months: number): string {
  const [year = 0, month = 1] = id.split('-').map(Number);
  const index = year * 12 + month - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Thirteen months: from the same one of the year before to this one. */
export const sinceYearBefore = (month: string): { readonly from: string; readonly to: string } => ({
  from: monthBefore(month, 12),
  to: month,
});

/** The periods for which any of the answers has a number, oldest first. */
export const periodsIn = (...answers: readonly Pick<Answer, 'cells'>[]): readonly string[] =>
  [...new Set(answers.flatMap(({ cells }) => cells.map(({ period }) => String(period))))].sort();

/** The answer with the year of each period. A year with an unknown month, such as 2024-?, is that year. */
export const withYears = <Of extends Pick<Answer, 'cells'>>(answer: Of): Of => ({
  ...answer,
  cells: answer.cells.map((cell) => ({ ...cell, period: String(cell.period).slice(0, 4) })),
});

/** Every year from the first to the last year of the answer, so that a year without an entry is seen. Oldest first. */
export function yearsOf({ cells }: Pick<Answer, 'cells'>): readonly string[] {
  const years = cells.map(({ period }) => Number(String(period).slice(0, 4)));
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
