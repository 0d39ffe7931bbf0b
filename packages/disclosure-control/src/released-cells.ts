import type { DrawnTable, Given } from './drawn-table.ts';
import { type DaySpan, type PeriodKind, periodKindOf, releasePeriodDays } from './periods.ts';
import type { PlannedTable } from './release-plan.ts';
import {
  boundsOf,
  liesWithin,
  neededDimensions,
  PERIOD_DIMENSION,
  type TrendQuestion,
} from './trend-question.ts';

/** One number of an answer: a value for each dimension asked by, in that order, and the released number. */
export type ReleasedCell = { coordinates: string[]; value: number };

/** What a release is of, read from its period's id once: every question compares it. */
export type ReleasedPeriod = { readonly kind: PeriodKind; readonly days: DaySpan };

export function releasedPeriod(id: string): ReleasedPeriod | undefined {
  const kind = periodKindOf(id);
  return kind === undefined ? undefined : { kind, days: releasePeriodDays(kind, id) };
}

/** Those releases of a table that lie in a question's bounds as a whole, oldest first. */
export function releasesWithin<R extends { readonly of: ReleasedPeriod | undefined }>(
  table: Pick<PlannedTable, 'period'>,
  releases: readonly R[],
  question: Pick<TrendQuestion, 'from' | 'to'>,
): R[] {
  const bounds = boundsOf(question);
  return releases
    .filter(({ of }) => of?.kind === table.period && liesWithin(of.days, bounds))
    .sort((a, b) => (a.of?.days.fromDay ?? 0) - (b.of?.days.fromDay ?? 0));
}

/** Stands for all rows or all columns: the number comes from a margin. */
const ALL = Symbol('all');

/**
 * Reads out of one release of a table what a question asks of it: no number is added to another, each is one that was
 * drawn. Give it a question that `answerQuestion` says the table answers. The cells are the same whatever the question's
 * bounds. Cells of value 0 are there, because they say "0–4", not none; those that the release does not give are not.
 */
export function releasedCells(
  table: PlannedTable,
  drawn: DrawnTable,
  question: TrendQuestion,
): ReleasedCell[] {
  const needed = neededDimensions(question);
  const chosen = (dimension: string, codes: readonly string[]): readonly Chosen[] => {
    if (!needed.includes(dimension)) return [{ code: '', at: ALL }];
    const filters = (question.filters ?? []).filter((filter) => filter.dimension === dimension);
    return codes
      .map((code, at) => ({ code, at }))
      .filter(({ code }) => filters.every(({ values }) => values.includes(code)));
  };
  const cells: ReleasedCell[] = [];
  if (question.unit === 'victims')
    return victimCells(drawn, chosen(table.rows.dimension, drawn.rows), question);
  const columns = chosen(table.columns.dimension, drawn.columns);
  for (const row of chosen(table.rows.dimension, drawn.rows)) {
    const line = lineOf(drawn, row.at);
    for (const column of columns) {
      const coordinates = question.by.map((dimension) => {
        if (dimension === PERIOD_DIMENSION) return drawn.period;
        return dimension === table.rows.dimension ? row.code : column.code;
      });
      const value = valueIn(line, column.at);
      if (value !== null) cells.push({ coordinates, value });
    }
  }
  return cells;
}

/** Sums of victims stand beside the rows. */
function victimCells(
  { period, victims }: DrawnTable,
  rows: readonly Chosen[],
  { by }: TrendQuestion,
): ReleasedCell[] {
  return rows.flatMap(({ code, at }) => {
    const value = at === ALL ? victims?.total : victims?.rows[at];
    if (value === undefined || value === null) return [];
    return [{ coordinates: by.map((name) => (name === PERIOD_DIMENSION ? period : code)), value }];
  });
}

/** A row or column by its code and its place in the table. */
type Chosen = { readonly code: string; readonly at: number | typeof ALL };

/** The numbers of a row, or of the line of column totals, with the number for all columns apart. */
type Line = { readonly values: readonly Given[]; readonly total: Given | undefined };

function lineOf(drawn: DrawnTable, row: number | typeof ALL): Line {
  if (row === ALL) return { values: drawn.columnTotals, total: drawn.total };
  return { values: drawn.cells[row] ?? [], total: drawn.rowTotals[row] };
}

function valueIn({ values, total }: Line, column: number | typeof ALL): Given {
  const value = column === ALL ? total : values[column];
  if (value === undefined) throw new RangeError('A released table has no such cell');
  return value;
}
