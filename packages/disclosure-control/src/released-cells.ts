import type { DrawnTable } from './draw-table.ts';
import { releasePeriodDays } from './periods.ts';
import type { PlannedTable } from './release-plan.ts';
import { liesWithin, neededDimensions, PERIOD_DIMENSION, type TrendQuestion } from './trend-question.ts';

/** One number of an answer: a value for each dimension asked by, in that order, and the released number. */
export type ReleasedCell = { readonly coordinates: readonly string[]; readonly value: number };

/** Stands for all rows or all columns: the number comes from a margin. */
const ALL = Symbol('all');

/**
 * Reads an answer out of the releases of one table: no number is added to another, each is one that was drawn. Give it
 * a question that `answerQuestion` says the table answers. Cells of value 0 are there, because they say "0–4", not none.
 */
export function releasedCells(
  table: PlannedTable,
  releases: readonly DrawnTable[],
  question: TrendQuestion,
): ReleasedCell[] {
  const needed = neededDimensions(question);
  const chosen = (dimension: string, codes: readonly string[]): readonly (string | typeof ALL)[] => {
    if (!needed.includes(dimension)) return [ALL];
    const filters = (question.filters ?? []).filter((filter) => filter.dimension === dimension);
    return codes.filter((code) => filters.every(({ values }) => values.includes(code)));
  };
  return releases
    .filter(
      ({ tableId, period }) =>
        tableId === table.id && liesWithin(releasePeriodDays(table.period, period), question),
    )
    .sort((a, b) => (a.period < b.period ? -1 : 1))
    .flatMap((drawn) =>
      chosen(table.rows.dimension, drawn.rows).flatMap((row) =>
        chosen(table.columns.dimension, drawn.columns).map((column) => ({
          coordinates: question.by.map((dimension) => {
            if (dimension === PERIOD_DIMENSION) return drawn.period;
            const code = dimension === table.rows.dimension ? row : column;
            return code === ALL ? '' : code;
          }),
          value: valueAt(drawn, row, column),
        })),
      ),
    );
}

function valueAt(drawn: DrawnTable, row: string | typeof ALL, column: string | typeof ALL): number {
  const value = lineOf(drawn, row)[column === ALL ? drawn.columns.length : drawn.columns.indexOf(column)];
  if (value === undefined) throw new RangeError('A released table has no such cell');
  return value;
}

/** The numbers of a row, or of the line of column totals, its own total last. */
function lineOf(drawn: DrawnTable, row: string | typeof ALL): readonly (number | undefined)[] {
  if (row === ALL) return [...drawn.columnTotals, drawn.total];
  const r = drawn.rows.indexOf(row);
  return [...(drawn.cells[r] ?? []), drawn.rowTotals[r]];
}
