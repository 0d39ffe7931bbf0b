import { daysOf, periodKindOf } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { type Axis, codesOf, dimensionsOf } from '../plan/axis.ts';
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

  let nearest: { table: PlannedTable; gaps: Gap[] } | undefined;
  for (const table of plan.tables.filter((table) => mayReadTable(reader, table))) {
    const gaps = findGaps(table, question);
    if (gaps.length === 0) return { kind: 'released', table, projection: projectionOf(table, question) };
    if (!nearest || weight(gaps) < weight(nearest.gaps)) nearest = { table, gaps };
  }
  if (!nearest) return { kind: 'not-released', why: 'The release plan has no table for this audience.' };
  return {
    kind: 'not-released',
    why: nearest.gaps.map((gap) => gap.why).join(' '),
    nearest: { table: nearest.table, question: nearestQuestionOf(nearest.table, question) },
  };
}

function findGaps(table: PlannedTable, question: TableQuestion): Gap[] {
  const gaps: Gap[] = [];
  const dimensions = dimensionsFor(table, question.unit);
  if (dimensions === undefined) gaps.push({ weight: 8, why: describeUnitGap(table, question.unit) });
  if (question.period !== undefined && question.period !== table.period) {
    gaps.push({ weight: 4, why: `It is released by ${table.period}, not by ${question.period}.` });
  }
  const missing = requiredDimensions(question).filter(
    (name) => !isBrokenDownBy(dimensions ?? dimensionsOf(table), name),
  );
  if (missing.length > 0) {
    const subject =
      question.unit === 'victims' && dimensions !== undefined ? 'Its sums of victims are' : 'It is';
    gaps.push({ weight: 2 * missing.length, why: `${subject} not broken down by ${missing.join(', ')}.` });
  }
  if (!question.by.includes(PERIOD_DIMENSION) && !isForOnePeriod(table, question)) {
    gaps.push({
      weight: 1,
      why: 'Released periods are not added up: add period to by, or select a single one.',
    });
  }
  for (const { dimension, values } of question.filters ?? []) {
    const axis = axisOf(table, dimension);
    if (!axis) continue;
    const codes = codesOf(axis);
    const unlisted = values.filter((value) => !codes.includes(value));
    if (unlisted.length > 0) gaps.push({ weight: 1, why: `Its ${dimension} is one of ${codes.join(', ')}.` });
    if (values.length !== 1 && !question.by.includes(dimension)) {
      gaps.push({
        weight: 1,
        why: `Released cells are not added up: add ${dimension} to by, or select a single one.`,
      });
    }
  }
  return gaps;
}

/**
 * Returns the question without the parts that the table lacks, and broken down by the dimensions over which numbers may not be
 * summed.
 */
function nearestQuestionOf(table: PlannedTable, question: TableQuestion): TableQuestion {
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
  const by = question.by.filter((name) => isBrokenDownBy(dimensions, name));
  const several = filters.filter(({ dimension, values }) => values.length > 1 && !by.includes(dimension));
  const byPeriod = isForOnePeriod(table, question) || by.includes(PERIOD_DIMENSION) ? [] : [PERIOD_DIMENSION];
  return {
    layer: table.layer,
    unit,
    by: [...new Set([...byPeriod, ...by, ...several.map(({ dimension }) => dimension)])],
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
