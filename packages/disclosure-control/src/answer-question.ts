import type { Audience } from './audiences.ts';
import { type Axis, codesOf } from './axis.ts';
import { isReleasePeriod } from './periods.ts';
import { mayReadTable, type PlannedTable, type ReleasePlan } from './release-plan.ts';
import { daysOfBound, neededDimensions, PERIOD_DIMENSION, type TrendQuestion } from './trend-question.ts';

/** Which of a table's numbers answer: its cells, or those of its margins. */
export type Projection = 'cells' | 'row-totals' | 'column-totals' | 'total';

export type Answer =
  /** The public record: published elsewhere already, so it is counted exactly, whatever the question. */
  | { readonly kind: 'public-record' }
  | { readonly kind: 'released'; readonly table: PlannedTable; readonly projection: Projection }
  | { readonly kind: 'not-released'; readonly why: string; readonly nearest?: NearestTable };

/** The released table that comes nearest, and the question nearest to the one asked that it answers. */
export type NearestTable = { readonly table: PlannedTable; readonly question: TrendQuestion };

/** A way in which a table falls short of a question; the heavier, the further away the table is. */
type Gap = { readonly weight: number; readonly why: string };

/**
 * Decides what answers a question: the public record, one released table or a margin of it, or nothing, and then
 * which released table comes nearest. Only tables that `reader` may read are looked at. Released numbers of several
 * periods are never added up: their roundings would add up too, and a longer period is a table of its own.
 */
export function answerQuestion(plan: ReleasePlan, question: TrendQuestion, reader: Audience): Answer {
  if (question.layer === 'public-record') return { kind: 'public-record' };
  for (const bound of [question.from, question.to]) {
    if (bound !== undefined && !daysOfBound(bound)) {
      return {
        kind: 'not-released',
        why: 'From and to must each be a period or a day, such as 2025-03 or 2025-03-14.',
      };
    }
  }

  let nearest: { table: PlannedTable; gaps: Gap[] } | undefined;
  for (const table of plan.tables.filter((table) => mayReadTable(reader, table))) {
    const gaps = gapsOf(table, question);
    if (gaps.length === 0) return { kind: 'released', table, projection: projectionOf(table, question) };
    if (!nearest || weight(gaps) < weight(nearest.gaps)) nearest = { table, gaps };
  }
  if (!nearest) return { kind: 'not-released', why: 'The release plan has no table for these readers.' };
  return {
    kind: 'not-released',
    why: nearest.gaps.map((gap) => gap.why).join(' '),
    nearest: { table: nearest.table, question: nearestQuestion(nearest.table, question) },
  };
}

function gapsOf(table: PlannedTable, question: TrendQuestion): Gap[] {
  const gaps: Gap[] = [];
  if (question.unit !== table.unit) {
    gaps.push({
      weight: 8,
      why: `No released table counts ${question.unit}; this one counts ${table.unit}.`,
    });
  }
  if (question.period !== undefined && question.period !== table.period) {
    gaps.push({ weight: 4, why: `It is released by ${table.period}, not by ${question.period}.` });
  }
  const missing = neededDimensions(question).filter((name) => !tellsApart(table, name));
  if (missing.length > 0)
    gaps.push({ weight: 2 * missing.length, why: `It does not tell apart: ${missing.join(', ')}.` });
  if (!question.by.includes(PERIOD_DIMENSION) && !asksForOnePeriod(table, question)) {
    gaps.push({ weight: 1, why: 'Released periods are not added up: ask by period, or for a single one.' });
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
        why: `Released cells are not added up: ask by ${dimension}, or for a single one.`,
      });
    }
  }
  return gaps;
}

/** The question with what the table can't answer taken out, and what it can't add up told apart. */
function nearestQuestion(table: PlannedTable, question: TrendQuestion): TrendQuestion {
  const filters = (question.filters ?? []).filter(({ dimension, values }) => {
    const axis = axisOf(table, dimension);
    return axis !== undefined && values.length > 0 && values.every((value) => codesOf(axis).includes(value));
  });
  const by = question.by.filter((name) => tellsApart(table, name));
  const several = filters.filter(({ dimension, values }) => values.length > 1 && !by.includes(dimension));
  const apart = asksForOnePeriod(table, question) || by.includes(PERIOD_DIMENSION) ? [] : [PERIOD_DIMENSION];
  return {
    layer: table.layer,
    unit: table.unit,
    by: [...new Set([...apart, ...by, ...several.map(({ dimension }) => dimension)])],
    period: table.period,
    ...(question.from === undefined ? {} : { from: question.from }),
    ...(question.to === undefined ? {} : { to: question.to }),
    ...(filters.length === 0 ? {} : { filters }),
  };
}

function projectionOf(table: PlannedTable, question: TrendQuestion): Projection {
  const needed = neededDimensions(question);
  const byRow = needed.includes(table.rows.dimension);
  const byColumn = needed.includes(table.columns.dimension);
  if (byRow) return byColumn ? 'cells' : 'row-totals';
  return byColumn ? 'column-totals' : 'total';
}

function asksForOnePeriod(table: PlannedTable, { from, to }: TrendQuestion): boolean {
  return from !== undefined && from === to && isReleasePeriod(table.period, from);
}

function axisOf(table: PlannedTable, dimension: string): Axis | undefined {
  return [table.rows, table.columns].find((axis) => axis.dimension === dimension);
}

function tellsApart(table: PlannedTable, dimension: string): boolean {
  return dimension === PERIOD_DIMENSION || axisOf(table, dimension) !== undefined;
}

function weight(gaps: readonly Gap[]): number {
  return gaps.reduce((total, gap) => total + gap.weight, 0);
}
