import { TOGETHER } from './axis.ts';
import { sum } from './controlled-rounding.ts';
import type { TrueCell } from './draw-table.ts';
import { type DrawnTable, type ReleasedNumbers, releasedNumbersOf } from './drawn-table.ts';

/** The counts behind the numbers of a release, in the order of its event; 0 where it gives none. */
export type TrueNumbers = Pick<ReleasedNumbers, 'cells' | 'rowTotals' | 'columnTotals' | 'total'> & {
  /** Behind its sums of victims, of the rows and of the table; absent where it gives none. */
  readonly victims?: { readonly rows: readonly number[]; readonly total: number } | undefined;
};

/**
 * The counts that a table was drawn from, behind each number that it gives and no other. They undo the rounding: they are for
 * judging releases of simulated reports, and must not exist for any other.
 */
export function trueNumbersOf(drawn: DrawnTable, cells: Iterable<TrueCell>): TrueNumbers {
  const counts = new Map<string, number>();
  const victimsOf = new Map<string, number>();
  for (const { row, column, count, victims = 0 } of cells) {
    counts.set(keyOf(row, column), (counts.get(keyOf(row, column)) ?? 0) + count);
    victimsOf.set(row, (victimsOf.get(row) ?? 0) + victims);
  }
  const { rows, columns, victims } = drawn;
  const each = rows.filter((row) => row !== TOGETHER);
  const countAt = (row: string, column: string): number => counts.get(keyOf(row, column)) ?? 0;
  // Rows are taken together column by column: those that are not given there on their own.
  const togetherAt = (column: string, c: number): number =>
    sum(each.map((row) => (drawn.cells[rows.indexOf(row)]?.[c] === null ? countAt(row, column) : 0)));
  const truths = rows.map((row) =>
    columns.map((column, c) => (row === TOGETHER ? togetherAt(column, c) : countAt(row, column))),
  );
  const ofColumn = (column: string): number => sum(each.map((row) => countAt(row, column)));
  const numbers = releasedNumbersOf({
    ...drawn,
    cells: truths.map((line, r) => line.map((truth, c) => behind(drawn.cells[r]?.[c], truth))),
    rowTotals: truths.map((line, r) => behind(drawn.rowTotals[r], sum(line))),
    columnTotals: columns.map((column, c) => behind(drawn.columnTotals[c], ofColumn(column))),
    total: behind(drawn.total, sum(columns.map(ofColumn))),
    ...(victims === undefined
      ? {}
      : {
          victims: {
            ...victims,
            rows: rows.map((row, r) => behind(victims.rows[r], victimsOf.get(row) ?? 0)),
            total: behind(victims.total, sum([...victimsOf.values()])),
          },
        }),
  });
  const { rowTotals, columnTotals, total } = numbers;
  return {
    ...{ cells: numbers.cells, rowTotals, columnTotals, total },
    ...(numbers.victims === undefined
      ? {}
      : { victims: { rows: numbers.victims.rows, total: numbers.victims.total } }),
  };
}

const keyOf = (row: string, column: string): string => `${row}/${column}`;

const behind = (given: number | null | undefined, truth: number): number | null =>
  given === null || given === undefined ? null : truth;
