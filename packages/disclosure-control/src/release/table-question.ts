import { type DaySpan, daysOf, type PeriodKind } from '@waylight/calendar';

export type Layer = 'reports' | 'public-record';
export type Unit = 'reports' | 'incidents' | 'victims';

/** The dimension of periods. Other dimensions have the names of the plan. */
export const PERIOD_DIMENSION = 'period';

/** Selects the cells with one of these codes in a dimension. */
export type DimensionFilter = { readonly dimension: string; readonly values: readonly string[] };

/** A question to released tables. Its dimensions are those of a plan. A parsed `Question` of packages/trends has this type too. */
export type TableQuestion = {
  readonly layer: Layer;
  readonly unit: Unit;
  /** Dimensions of the answer's cells. An empty list requests the total. */
  readonly by: readonly string[];
  /** Length of the periods. If absent, any length is accepted. */
  readonly period?: PeriodKind;
  /** First and last period or day, inclusive: "2025", "2025-Q1", "2025-03", "2025-W10", "2025-03-14". */
  readonly from?: string;
  readonly to?: string;
  readonly filters?: readonly DimensionFilter[];
};

/** Returns the days between the bounds of a question; undefined if a bound is invalid. */
export function boundsOf({ from, to }: Pick<TableQuestion, 'from' | 'to'>): DaySpan | undefined {
  const fromDay = from === undefined ? -Infinity : daysOf(from)?.fromDay;
  const toDay = to === undefined ? Infinity : daysOf(to)?.toDay;
  return fromDay === undefined || toDay === undefined ? undefined : { fromDay, toDay };
}

/** Whether a whole release period is within the bounds of a question; false for invalid bounds. */
export function isWithinBounds(period: DaySpan, bounds: DaySpan | undefined): boolean {
  return bounds !== undefined && period.fromDay >= bounds.fromDay && period.toDay <= bounds.toDay;
}

/** Returns the dimensions that a table needs to answer the question: those of the cells and those of the filters. */
export function requiredDimensions({ by, filters = [] }: TableQuestion): string[] {
  return [...new Set([...by, ...filters.map(({ dimension }) => dimension)])];
}
