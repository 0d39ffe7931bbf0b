import { daysOf, PERIOD_KINDS, type PeriodKind, periodKindOf } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { ALL, type Axis, codesOf, dimensionsOf } from '../plan/axis.ts';
import { mayReadTable, type PlannedTable } from '../plan/planned-table.ts';
import type { ReleasePlan } from '../plan/release-plan.ts';
import { PERIOD_DIMENSION, requiredDimensions, type TableQuestion, type Unit } from './table-question.ts';

/** The part of a table that answers a question: its cells, or one of its margins. */
export type Projection = 'cells' | 'row-totals' | 'column-totals' | 'total';

export type Answer =
  /** The public record answers every question exactly, because its reports were already published elsewhere. */
  | { readonly kind: 'public-record' }
  | { readonly kind: 'released'; readonly table: PlannedTable; readonly projection: Projection }
  | { readonly kind: 'not-released'; readonly why: string; readonly nearest?: NearestTable };

/** The nearest released table, and the nearest question that it answers. */
export type NearestTable = { readonly table: PlannedTable; readonly question: TableQuestion };

/** A reason why a table does not answer a question, with a weight. The nearest table has the lowest sum of weights. */
type Gap = { readonly weight: number; readonly why: string };

/**
 * A reader misses the unit and the dimensions of a question more than the length of its periods. All gaps of one kind together
 * weigh less than one gap of the next kind.
 */
const WEIGHTS = {
  selection: 1,
  longerPeriod: 10,
  shorterPeriod: 40,
  addedRows: 100,
  group: 200,
  dimension: 1_000,
  unit: 100_000,
};

/**
 * Selects the answer to a question: the public record, one released table or a margin of it, or else the nearest released
 * table. Considers only tables that `reader` may read. Released numbers of several periods are never summed, because their
 * rounding errors would add up too; a longer period has a table of its own.
 */
export function answerQuestion(plan: ReleasePlan, question: TableQuestion, reader: Audience): Answer {
  if (question.layer === 'public-record') return { kind: 'public-record' };
  for (const bound of [question.from, question.to]) {
    if (bound !== undefined && !daysOf(bound)) {
      return {
        kind: 'not-released',
        why: 'From and to must each be a period or a day, such as 2025-03 or 2025-03-14.',
      };
    }
  }

  const groups = groupsIn(plan);
  let nearest: { table: PlannedTable; gaps: Gap[] } | undefined;
  for (const table of plan.tables.filter((table) => mayReadTable(reader, table))) {
    const gaps = findGaps(table, question, groups);
    if (gaps.length === 0) return { kind: 'released', table, projection: projectionOf(table, question) };
    if (!nearest || weight(gaps) < weight(nearest.gaps)) nearest = { table, gaps };
  }
  if (!nearest) return { kind: 'not-released', why: 'The release plan has no table for this audience.' };
  return {
    kind: 'not-released',
    why: nearest.gaps.map((gap) => gap.why).join(' '),
    nearest: { table: nearest.table, question: nearestQuestionOf(nearest.table, question, groups) },
  };
}

function findGaps(table: PlannedTable, question: TableQuestion, groups: Groups): Gap[] {
  const gaps: Gap[] = [];
  const dimensions = dimensionsFor(table, question.unit);
  if (dimensions === undefined)
    gaps.push({ weight: WEIGHTS.unit, why: describeUnitGap(table, question.unit) });
  if (question.period !== undefined && question.period !== table.period) {
    gaps.push({
      weight: periodWeight(question.period, table.period),
      why: `It is released by ${table.period}, not by ${question.period}.`,
    });
  }
  const required = requiredDimensions(question);
  const missing = required.filter((name) => !isBrokenDownBy(dimensions ?? dimensionsOf(table), name));
  if (missing.length > 0) {
    const subject =
      question.unit === 'victims' && dimensions !== undefined ? 'Its sums of victims are' : 'It is';
    const weights = missing.map((name) =>
      groupOf(name, dimensions ?? [], groups) === undefined ? WEIGHTS.dimension : WEIGHTS.group,
    );
    gaps.push({
      weight: weights.reduce((total, weight) => total + weight),
      why: `${subject} not broken down by ${missing.join(', ')}.`,
    });
  }
  if (addsUpRows(table, question.unit, required)) {
    gaps.push({
      weight: WEIGHTS.addedRows,
      why: `Cells of a column are not added up: add ${table.rows.dimension} to by, or select a single one.`,
    });
  }
  if (!question.by.includes(PERIOD_DIMENSION) && !isForOnePeriod(table, question)) {
    gaps.push({
      weight: WEIGHTS.selection,
      why: 'Released periods are not added up: add period to by, or select a single one.',
    });
  }
  for (const { dimension, values } of question.filters ?? []) {
    const axis = axisOf(table, dimension);
    if (!axis) continue;
    const codes = codesOf(axis);
    const unlisted = values.filter((value) => !codes.includes(value));
    if (unlisted.length > 0)
      gaps.push({ weight: WEIGHTS.selection, why: `Its ${dimension} is one of ${codes.join(', ')}.` });
    if (values.length !== 1 && !question.by.includes(dimension)) {
      gaps.push({
        weight: WEIGHTS.selection,
        why: `Released cells are not added up: add ${dimension} to by, or select a single one.`,
      });
    }
  }
  return gaps;
}

/**
 * Returns the question without the parts that the table lacks, and broken down by the dimensions over which numbers may not be
 * summed. A dimension that the table lacks is replaced by its groups.
 */
function nearestQuestionOf(table: PlannedTable, question: TableQuestion, groups: Groups): TableQuestion {
  const unit = dimensionsFor(table, question.unit) === undefined ? table.unit : question.unit;
  const dimensions = dimensionsFor(table, unit) ?? [];
  const filters = (question.filters ?? []).filter(({ dimension, values }) => {
    const axis = axisOf(table, dimension);
    return (
      axis !== undefined &&
      isBrokenDownBy(dimensions, dimension) &&
      values.length > 0 &&
      values.every((value) => codesOf(axis).includes(value))
    );
  });
  const by = question.by.flatMap((name) =>
    isBrokenDownBy(dimensions, name) ? [name] : (groupOf(name, dimensions, groups) ?? []),
  );
  const several = filters.filter(({ dimension, values }) => values.length > 1 && !by.includes(dimension));
  const byPeriod = isForOnePeriod(table, question) || by.includes(PERIOD_DIMENSION) ? [] : [PERIOD_DIMENSION];
  const byRow = addsUpRows(table, unit, [...by, ...filters.map(({ dimension }) => dimension)])
    ? [table.rows.dimension]
    : [];
  return {
    layer: table.layer,
    unit,
    by: [...new Set([...byPeriod, ...by, ...byRow, ...several.map(({ dimension }) => dimension)])],
    period: table.period,
    ...(question.from === undefined ? {} : { from: question.from }),
    ...(question.to === undefined ? {} : { to: question.to }),
    ...(filters.length === 0 ? {} : { filters }),
  };
}

function projectionOf(table: PlannedTable, question: TableQuestion): Projection {
  const required = requiredDimensions(question);
  const byRow = required.includes(table.rows.dimension);
  const byColumn = required.includes(table.columns.dimension);
  if (byRow) return byColumn ? 'cells' : 'row-totals';
  return byColumn ? 'column-totals' : 'total';
}

/**
 * Whether an answer would add up the cells of a column. Only the rows of a cross add up to released numbers; the columns have a
 * one-way table of their own, or none.
 */
function addsUpRows(
  { rows, columns, splits }: PlannedTable,
  unit: Unit,
  required: readonly string[],
): boolean {
  return (
    unit !== 'victims' &&
    splits !== undefined &&
    rows.dimension !== ALL &&
    required.includes(columns.dimension) &&
    !required.includes(rows.dimension)
  );
}

/** A longer period contains the period of the question. A shorter one does not, and weeks are counted by receipt. */
function periodWeight(asked: PeriodKind, released: PeriodKind): number {
  const steps = PERIOD_KINDS.indexOf(released) - PERIOD_KINDS.indexOf(asked);
  return steps > 0 ? WEIGHTS.longerPeriod * steps : WEIGHTS.shorterPeriod - steps;
}

/** The dimension that groups another one, such as the groups of types. */
type Groups = ReadonlyMap<string, string>;

const groupsIn = ({ tables }: ReleasePlan): Groups =>
  new Map(
    tables.flatMap(({ columns }) => ('of' in columns ? [[columns.dimension, columns.of] as const] : [])),
  );

/** Returns the nearest group of a dimension by which numbers are broken down. */
function groupOf(name: string, dimensions: readonly string[], groups: Groups): string | undefined {
  const group = groups.get(name);
  return group === undefined || dimensions.includes(group) ? group : groupOf(group, dimensions, groups);
}

function isForOnePeriod(table: PlannedTable, { from, to }: TableQuestion): boolean {
  return from !== undefined && from === to && periodKindOf(from) === table.period;
}

function axisOf(table: PlannedTable, dimension: string): Axis | undefined {
  return [table.rows, table.columns].find((axis) => axis.dimension === dimension);
}

/**
 * Returns the dimensions by which a table counts a unit; undefined if it does not count the unit. Sums of victims exist only by
 * the rows of a table.
 */
function dimensionsFor(table: PlannedTable, unit: Unit): readonly string[] | undefined {
  if (unit === table.unit) return dimensionsOf(table);
  return unit === 'victims' && table.victims !== undefined ? [table.rows.dimension] : undefined;
}

function describeUnitGap({ unit }: PlannedTable, requestedUnit: Unit): string {
  const why =
    requestedUnit === 'reports'
      ? 'Reports of the same incident are not matched yet: each counts as one incident. '
      : '';
  return `${why}No released table counts ${requestedUnit}; this one counts ${unit}.`;
}

const isBrokenDownBy = (dimensions: readonly string[], dimension: string): boolean =>
  dimension === PERIOD_DIMENSION || dimensions.includes(dimension);

function weight(gaps: readonly Gap[]): number {
  return gaps.reduce((total, gap) => total + gap.weight, 0);
}
