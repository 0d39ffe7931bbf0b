import { type DayRange, daysOf } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import { Dimension, PeriodKind, type TrendQuestion, Unit } from '@waylight/contracts/trends';
import { LAYER_NAMES, nameOf, PERIOD_NAMES, PUBLIC_RECORD_DIMENSIONS, UNIT_NAMES } from './names.ts';

/** What is wrong with a question, by field path; empty where nothing is. */
export type QuestionProblem = { readonly field: string; readonly description: string };

/** A question that has been checked. */
export type ParsedQuestion = {
  readonly layer: Layer;
  readonly unit: Unit;
  readonly by: readonly Dimension[];
  readonly period: PeriodKind;
  readonly range: DayRange;
  readonly filters: ReadonlyMap<Dimension, ReadonlySet<string>>;
};

const PUBLIC_RECORD_ONLY = 'is told of the public record alone: ask the layer public-record, or leave it out';
const UNBOUNDED: DayRange = { from: -(2 ** 31), to: 2 ** 31 };

/** Checks a question and gives it the defaults: incidents, months, no bounds. */
export function parseQuestion(
  question: TrendQuestion | undefined,
): { ok: ParsedQuestion } | { problems: QuestionProblem[] } {
  const problems: QuestionProblem[] = [];
  const problem = (field: string, description: string) => problems.push({ field, description });
  if (question === undefined) return { problems: [{ field: 'question', description: 'is required' }] };

  // A code that this program does not know is asked by a newer one: any answer would be to another question.
  if (nameOf(LAYER_NAMES, question.layer) === undefined)
    problem('question.layer', 'is required: reports or public-record');
  if (question.unit !== Unit.UNSPECIFIED && nameOf(UNIT_NAMES, question.unit) === undefined)
    problem('question.unit', 'is not a unit: reports, incidents or victims');
  if (question.period !== PeriodKind.UNSPECIFIED && nameOf(PERIOD_NAMES, question.period) === undefined)
    problem('question.period', 'is not a length of periods: week, month, quarter or year');
  const isAvailable = (dimension: Dimension) =>
    question.layer !== Layer.REPORTS || !PUBLIC_RECORD_DIMENSIONS.has(dimension);
  const seen = new Set<Dimension>();
  question.by.forEach((dimension, i) => {
    if (dimension === Dimension.UNSPECIFIED || !dimensions.has(dimension))
      problem(`question.by[${i}]`, 'is not a dimension');
    else if (!isAvailable(dimension)) problem(`question.by[${i}]`, PUBLIC_RECORD_ONLY);
    if (seen.has(dimension)) problem(`question.by[${i}]`, 'is named twice');
    seen.add(dimension);
  });
  const range = { from: bound(question.from, 'from'), to: bound(question.to, 'to') };
  if (range.from !== undefined && range.to !== undefined && range.from.from > range.to.to)
    problem('question.to', 'lies before question.from');
  const filters = new Map<Dimension, ReadonlySet<string>>();
  question.filters.forEach((filter, i) => {
    if (!dimensions.has(filter.dimension) || filter.dimension === Dimension.PERIOD)
      problem(
        `question.filters[${i}].dimension`,
        'is not a dimension to filter by (for periods use from and to)',
      );
    else if (filters.has(filter.dimension))
      problem(`question.filters[${i}].dimension`, 'is named twice: give all its values in one filter');
    else if (!isAvailable(filter.dimension)) problem(`question.filters[${i}].dimension`, PUBLIC_RECORD_ONLY);
    if (filter.values.length === 0) problem(`question.filters[${i}].values`, 'are none: nothing would pass');
    filters.set(filter.dimension, new Set(filter.values));
  });
  if (problems.length > 0) return { problems };
  return {
    ok: {
      layer: question.layer,
      unit: question.unit === Unit.UNSPECIFIED ? Unit.INCIDENTS : question.unit,
      by: question.by,
      period: question.period === PeriodKind.UNSPECIFIED ? PeriodKind.MONTH : question.period,
      range: { from: range.from?.from ?? UNBOUNDED.from, to: range.to?.to ?? UNBOUNDED.to },
      filters,
    },
  };

  function bound(label: string, field: 'from' | 'to'): DayRange | undefined {
    if (label === '') return undefined;
    const days = daysOf(label);
    if (days === undefined)
      problem(`question.${field}`, 'is not a period: write 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14');
    return days;
  }
}

const dimensions: ReadonlySet<Dimension> = new Set(
  Object.values(Dimension).filter((value) => value !== Dimension.UNSPECIFIED),
);
