import type { PeriodKind } from '@waylight/calendar';
import type { DrawnNumber, DrawnTable } from '../draw/drawn-table.ts';
import { type DaySpan, periodKindOf, releasePeriodDays } from '../plan/release-periods.ts';
import type { PlannedTable } from '../plan/release-plan.ts';
import {
  boundsOf,
  isWithinBounds,
  PERIOD_DIMENSION,
  requiredDimensions,
  type TableQuestion,
} from './table-question.ts';

/** One number of an answer: a value for each dimension asked by, in that order, and the released number. */
export type ReleasedCell = { coordinates: string[]; value: number };

/** What a release is of, read from its period's id once: every question compares it. */
export type ReleasedPeriod = { readonly kind: PeriodKind; readonly days: DaySpan };

export function releasedPeriodOf(id: string): ReleasedPeriod | undefined {
  const kind = periodKindOf(id);
  return kind === undefined ? undefined : { kind, days: releasePeriodDays(kind, id) };
}

/** Those releases of a table that lie in a question's bounds as a whole, oldest first. */
export function releasesWithin<R extends { readonly of: ReleasedPeriod | undefined }>(
  table: Pick<PlannedTable, 'period'>,
  releases: readonly R[],
  question: Pick<TableQuestion, 'from' | 'to'>,
): R[] {
  const bounds = boundsOf(question);
  return releases
    .filter(({ of }) => of?.kind === table.period && isWithinBounds(of.days, bounds))
    .sort((a, b) => (a.of?.days.fromDay ?? 0) - (b.of?.days.fromDay ?? 0));
}

/** Stands for all rows or all columns: the number comes from a margin. */
const MARGIN = Symbol('all');

/**
 * Reads out of one release of a table what a question asks of it: no number is added to another, each is one that was
 * drawn. Give it a question that `answerQuestion` says the table answers. The cells are the same whatever the question's
 * bounds. Cells of value 0 are there, because they say "0–4", not none; those that the release does not give are not.
 */
export function releasedCells(
  table: PlannedTable,
  drawn: DrawnTable,
  question: TableQuestion,
): ReleasedCell[] {
  const required = requiredDimensions(question);
  const select = (dimension: string, codes: readonly string[]): readonly SelectedCode[] => {
    if (!required.includes(dimension)) return [{ code: '', at: MARGIN }];
    const filters = (question.filters ?? []).filter((filter) => filter.dimension === dimension);
    return codes
      .map((code, at) => ({ code, at }))
      .filter(({ code }) => filters.every(({ values }) => values.includes(code)));
  };
  const cells: ReleasedCell[] = [];
  if (question.unit === 'victims')
    return victimCells(drawn, select(table.rows.dimension, drawn.rows), question);
  const columns = select(table.columns.dimension, drawn.columns);
  for (const row of select(table.rows.dimension, drawn.rows)) {
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
  rows: readonly SelectedCode[],
  { by }: TableQuestion,
): ReleasedCell[] {
  return rows.flatMap(({ code, at }) => {
    const value = at === MARGIN ? victims?.total : victims?.rows[at];
    if (value === undefined || value === null) return [];
    return [{ coordinates: by.map((name) => (name === PERIOD_DIMENSION ? period : code)), value }];
  });
}

/** A row or column by its code and its place in the table. */
type SelectedCode = { readonly code: string; readonly at: number | typeof MARGIN };

/** The numbers of a row, or of the line of column totals, with the number for all columns apart. */
type Line = { readonly values: readonly DrawnNumber[]; readonly total: DrawnNumber | undefined };

function lineOf(drawn: DrawnTable, row: number | typeof MARGIN): Line {
  if (row === MARGIN) return { values: drawn.columnTotals, total: drawn.total };
  return { values: drawn.cells[row] ?? [], total: drawn.rowTotals[row] };
}

function valueIn({ values, total }: Line, column: number | typeof MARGIN): DrawnNumber {
  const value = column === MARGIN ? total : values[column];
  if (value === undefined) throw new RangeError('A released table has no such cell');
  return value;
}
