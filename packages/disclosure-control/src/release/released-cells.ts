import { type DaySpan, type PeriodKind, periodDays, periodKindOf } from '@waylight/calendar';
import type { DrawnNumber, DrawnTable } from '../draw/drawn-table.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import {
  boundsOf,
  isWithinBounds,
  PERIOD_DIMENSION,
  requiredDimensions,
  type TableQuestion,
} from './table-question.ts';

/** One number of an answer: the released number, and a code for each dimension of the question, in the order of the question. */
export type ReleasedCell = { coordinates: string[]; value: number };

/** The period of a release. It is parsed from the id only once, because every question compares it. */
export type ReleasedPeriod = { readonly kind: PeriodKind; readonly days: DaySpan };

export function releasedPeriodOf(id: string): ReleasedPeriod | undefined {
  const kind = periodKindOf(id);
  return kind === undefined ? undefined : { kind, days: periodDays(kind, id) };
}

/** Returns the releases of a table whose periods are completely within the bounds of a question, oldest first. */
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

/** Selects the margin: all rows or all columns. */
const MARGIN = Symbol('all');

/**
 * Reads the answer to a question from one release of a table. Each number is a drawn number, never a sum of drawn numbers. The
 * table must answer the question, see `answerQuestion`. The result does not depend on the bounds of the question. Cells with the
 * value 0 are included, because 0 means "0–4", not none. Numbers that the release does not give are omitted.
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

/** Sums of victims exist only for rows and the total. */
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

/** A row or column by its code and its index. */
type SelectedCode = { readonly code: string; readonly at: number | typeof MARGIN };

/** The numbers of a row (or of the column totals), and the number for all columns. */
type Line = { readonly values: readonly DrawnNumber[]; readonly total: DrawnNumber | undefined };

function lineOf(drawn: DrawnTable, row: number | typeof MARGIN): Line {
  if (row === MARGIN) return { values: drawn.columnTotals, total: drawn.total };
  return { values: drawn.cells[row] ?? [], total: drawn.rowTotals[row] };
}

function valueIn({ values, total }: Line, column: number | typeof MARGIN): DrawnNumber {
  const value = column === MARGIN ? total : values[column];
  if (value === undefined) throw new RangeError('the drawn table has fewer columns than the release lists');
  return value;
}
