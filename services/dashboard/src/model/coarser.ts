import type { PeriodKind } from '@waylight/calendar';
import { drawnBy, type PlannedTable } from '../api/planned-table.ts';

/** A question that a released table answers. */
export type Question = {
  readonly by: readonly string[];
  readonly period: PeriodKind;
  readonly table: string;
  /** True for weeks of receipt. */
  readonly isByReceipt: boolean;
};

const LENGTHS: readonly PeriodKind[] = ['month', 'quarter', 'year'];
const MOST_OFFERED = 2;
/** Omitting a dimension changes the question more than a longer period does. */
const WITHOUT = 3;

/**
 * Finds coarser questions, the nearest first: for longer periods, by the group of a dimension, or without a dimension. Considers
 * `released` tables only.
 */
export function coarserQuestions(
  { by, period }: Pick<Question, 'by' | 'period'>,
  released: readonly PlannedTable[],
): readonly Question[] {
  const dimensions = new Map(
    released.flatMap((table) => table.dimensions.map((one) => [one.name, one.of] as const)),
  );
  return released
    .flatMap((table) =>
      drawnBy(table).map((by) => ({
        by,
        period: table.period,
        table: table.id,
        isByReceipt: table.isByReceipt,
      })),
    )
    .flatMap((question) => {
      const steps = stepsTo(question, { by, period }, dimensions);
      return steps === undefined || steps === 0 ? [] : [{ question, steps }];
    })
    .sort(
      (a, b) => a.steps - b.steps || LENGTHS.indexOf(a.question.period) - LENGTHS.indexOf(b.question.period),
    )
    .filter(({ question }, at, all) => all.findIndex((other) => isSame(other.question, question)) === at)
    .slice(0, MOST_OFFERED)
    .map(({ question }) => question);
}

/** Distance of a coarser question; undefined if it has any detail that the original question lacks. */
function stepsTo(
  { by, period }: Question,
  from: Pick<Question, 'by' | 'period'>,
  dimensions: ReadonlyMap<string, string | undefined>,
): number | undefined {
  const longer = LENGTHS.indexOf(period) - LENGTHS.indexOf(from.period);
  // Weeks of receipt cannot be replaced by other periods.
  const isOfReceipt = period === 'week' || from.period === 'week';
  if (longer < 0 || (isOfReceipt && period !== from.period)) return undefined;
  let steps = longer;
  const left = new Set(by);
  for (const name of from.by) {
    const parent = dimensions.get(name);
    if (left.delete(name)) continue;
    if (parent !== undefined && left.delete(parent)) steps += 1;
    else steps += WITHOUT;
  }
  return left.size > 0 ? undefined : steps;
}

const isSame = (one: Question, other: Question): boolean =>
  one.period === other.period &&
  one.by.length === other.by.length &&
  one.by.every((name) => other.by.includes(name));
