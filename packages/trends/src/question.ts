import { daysOf, type PeriodKind } from '@waylight/calendar';
import { TrendQuestion, Unit, PeriodKind as WirePeriodKind } from '@waylight/contracts/trends';
import {
  DIMENSIONS,
  type DimensionName,
  dimensionByNumber,
  findCodeOf,
  isCodeOf,
  isDimensionName,
} from './dimensions.ts';
import {
  LAYER_NAMES,
  type LayerName,
  NAME_ERRORS,
  nameOf,
  PERIOD_NAMES,
  UNIT_NAMES,
  type UnitName,
} from './names.ts';

/** A parsed question with all defaults filled in. Code for cells, released tables, documents and commands uses this form. */
export type Question = {
  readonly layer: LayerName;
  readonly unit: UnitName;
  /** Dimensions of the answer's cells. An empty list requests the total. */
  readonly by: readonly DimensionName[];
  readonly period: PeriodKind;
  /** First and last period or day, inclusive: "2025", "2025-Q1", "2025-03", "2025-W10" or "2025-03-14". */
  readonly from?: string;
  readonly to?: string;
  readonly filters: readonly QuestionFilter[];
};

/** Selects the cells whose code in the dimension is one of `values`. */
export type QuestionFilter = { readonly dimension: DimensionName; readonly values: readonly string[] };

/** An invalid part of a question, by its field path in the message. */
export type QuestionProblem = { readonly field: string; readonly description: string };

const PUBLIC_RECORD_ONLY =
  'is available for the public record only: use the layer public-record, or leave it out';

/** Validates a question and adds the defaults: incidents and months. Returns every problem at once. */
export function parseQuestion(
  question: TrendQuestion | undefined,
): { ok: Question } | { problems: QuestionProblem[] } {
  if (question === undefined) return { problems: [{ field: 'question', description: 'is required' }] };
  const problems: QuestionProblem[] = [];
  const problem = (field: string, description: string) => problems.push({ field, description });

  // An unknown number comes from a newer program. Without it, the answer would be to another question.
  const layer = nameOf(LAYER_NAMES, question.layer);
  if (layer === undefined) problem('question.layer', NAME_ERRORS.layer);
  const unit = question.unit === Unit.UNSPECIFIED ? 'incidents' : nameOf(UNIT_NAMES, question.unit);
  if (unit === undefined) problem('question.unit', NAME_ERRORS.unit);
  const period =
    question.period === WirePeriodKind.UNSPECIFIED ? 'month' : nameOf(PERIOD_NAMES, question.period);
  if (period === undefined) problem('question.period', NAME_ERRORS.period);
  const by = parseDimensions(question, problem);
  const bounds = parseBounds(question, problem);
  const filters = parseFilters(question, problem);
  if (problems.length > 0 || layer === undefined || unit === undefined || period === undefined)
    return { problems };
  return { ok: { layer, unit, by, period, ...bounds, filters } };
}

type ReportProblem = (field: string, description: string) => void;

function isAvailable(name: DimensionName, layer: number): boolean {
  return layer !== LAYER_NAMES.reports || DIMENSIONS[name].isPublicRecordOnly !== true;
}

function parseDimensions({ layer, by }: TrendQuestion, problem: ReportProblem): DimensionName[] {
  const names: DimensionName[] = [];
  by.forEach((wire, i) => {
    const field = `question.by[${i}]`;
    const name = dimensionByNumber(wire);
    if (name === undefined) problem(field, NAME_ERRORS.dimension);
    else if (!isAvailable(name, layer)) problem(field, PUBLIC_RECORD_ONLY);
    if (by.indexOf(wire) < i) problem(field, 'is named twice');
    if (name !== undefined) names.push(name);
  });
  return names;
}

function parseFilters({ layer, filters }: TrendQuestion, problem: ReportProblem): QuestionFilter[] {
  const parsed: QuestionFilter[] = [];
  filters.forEach(({ dimension: wire, values }, i) => {
    const field = `question.filters[${i}]`;
    const dimension = dimensionByNumber(wire);
    if (dimension === undefined || dimension === 'period')
      problem(`${field}.dimension`, 'is not a dimension to filter by (for periods use from and to)');
    else if (parsed.some((other) => other.dimension === dimension))
      problem(`${field}.dimension`, 'is named twice: give all its values in one filter');
    else if (!isAvailable(dimension, layer)) problem(`${field}.dimension`, PUBLIC_RECORD_ONLY);
    if (values.length === 0) problem(`${field}.values`, 'are none: nothing would pass');
    if (dimension !== undefined) parsed.push({ dimension, values });
  });
  return parsed;
}

function parseBounds({ from, to }: TrendQuestion, problem: ReportProblem): Pick<Question, 'from' | 'to'> {
  const [first, last] = [daysOf(from), daysOf(to)];
  for (const [field, label, days] of [
    ['question.from', from, first],
    ['question.to', to, last],
  ] as const)
    if (label !== '' && days === undefined)
      problem(field, 'is not a period: write 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14');
  if (first !== undefined && last !== undefined && first.fromDay > last.toDay)
    problem('question.to', 'lies before question.from');
  return { ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

/**
 * Finds filters with a value that no cell can have. Questions that are answered from cells are rejected for them. Otherwise
 * "Serbia" instead of RS would return no cells, which looks like no incidents.
 */
export function findUnknownCodes({ filters }: Pick<Question, 'filters'>): QuestionProblem[] {
  return filters.flatMap(({ dimension, values }, i) =>
    values
      .filter((value) => value !== 'unknown' && !isCodeOf(dimension, value))
      .slice(0, MAX_UNKNOWN)
      .map((value) => ({
        field: `question.filters[${i}].values`,
        description: describeUnknownCode(dimension, value),
      })),
  );
}

/** Limits of an error, because a gRPC status is sent as a header. */
const [MAX_UNKNOWN, MAX_QUOTED] = [5, 40];

function describeUnknownCode(dimension: DimensionName, value: string): string {
  const found = findCodeOf(dimension, value);
  const candidates =
    found.kind === 'found' ? [found.value] : found.kind === 'none' ? found.nearest : found.candidates;
  const quoted = JSON.stringify(value.length > MAX_QUOTED ? `${value.slice(0, MAX_QUOTED)}…` : value);
  const hint = candidates.length === 0 ? '' : ` (candidates: ${candidates.map(({ id }) => id).join(', ')})`;
  return `${quoted} is not a code of ${dimension}${hint}`;
}

/** A question with any dimension names, like questions to release plans. */
type NamedQuestion = Pick<Question, 'layer' | 'unit' | 'from' | 'to'> & {
  readonly by: readonly string[];
  readonly period?: PeriodKind;
  readonly filters?: readonly { readonly dimension: string; readonly values: readonly string[] }[];
};

/** Converts a question to its message. A dimension that this version does not know becomes UNSPECIFIED. */
export function toWireQuestion({
  layer,
  unit,
  by,
  period,
  from = '',
  to = '',
  filters = [],
}: NamedQuestion): TrendQuestion {
  const wire = (name: string) => (isDimensionName(name) ? DIMENSIONS[name].wire : 0);
  return TrendQuestion.fromPartial({
    layer: LAYER_NAMES[layer],
    unit: UNIT_NAMES[unit],
    by: by.map(wire),
    period: period === undefined ? WirePeriodKind.UNSPECIFIED : PERIOD_NAMES[period],
    from,
    to,
    filters: filters.map(({ dimension, values }) => ({ dimension: wire(dimension), values: [...values] })),
  });
}
