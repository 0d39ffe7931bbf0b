import { dayOfIsoDate, type PeriodKind } from '@waylight/calendar';
import { type DaySpan, periodKindOf, releasePeriodDays } from '../plan/release-periods.ts';

export type Layer = 'reports' | 'public-record';
export type Unit = 'reports' | 'incidents' | 'victims';

/** The dimension of periods; every other dimension goes by the name that the plan gives it. */
export const PERIOD_DIMENSION = 'period';

/** Keeps the cells whose value of a dimension is one of these codes. */
export type DimensionFilter = { readonly dimension: string; readonly values: readonly string[] };

/** Count this unit of this layer by these dimensions. */
export type TableQuestion = {
  readonly layer: Layer;
  readonly unit: Unit;
  /** Dimensions of the answer's cells; none asks for the total. */
  readonly by: readonly string[];
  /** Length of the periods; left out where any will do. */
  readonly period?: PeriodKind;
  /** First and last period or day, both counted in: "2025", "2025-Q1", "2025-03", "2025-W10", "2025-03-14". */
  readonly from?: string;
  readonly to?: string;
  readonly filters?: readonly DimensionFilter[];
};

/** The days of a bound, read in release periods; undefined where it is neither a period nor a day. */
export function daysOfBound(bound: string): DaySpan | undefined {
  const kind = periodKindOf(bound);
  if (kind) return releasePeriodDays(kind, bound);
  const day = dayOfIsoDate(bound);
  return day === undefined ? undefined : { fromDay: day, toDay: day };
}

/** The days that a question is about; undefined where a bound cannot be read. */
export function boundsOf({ from, to }: Pick<TableQuestion, 'from' | 'to'>): DaySpan | undefined {
  const fromDay = from === undefined ? -Infinity : daysOfBound(from)?.fromDay;
  const toDay = to === undefined ? Infinity : daysOfBound(to)?.toDay;
  return fromDay === undefined || toDay === undefined ? undefined : { fromDay, toDay };
}

/** Whether a release period lies within a question's bounds as a whole; no period lies in bounds that cannot be read. */
export function isWithinBounds(period: DaySpan, bounds: DaySpan | undefined): boolean {
  return bounds !== undefined && period.fromDay >= bounds.fromDay && period.toDay <= bounds.toDay;
}

/** The dimensions that a table must tell apart to answer: those asked by and those filtered on. */
export function requiredDimensions({ by, filters = [] }: TableQuestion): string[] {
  return [...new Set([...by, ...filters.map(({ dimension }) => dimension)])];
}
