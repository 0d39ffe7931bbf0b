import { BASE, controlledRounding, type RoundedTable } from './controlled-rounding.ts';
import { keyedUniform } from './keyed-uniform.ts';

/** A true count, on its way in. Cells that are not given are 0; counts of the same cell add up. */
export type TrueCell = { readonly row: string; readonly column: string; readonly count: number };

/** A table as it was drawn: what may leave. */
export type DrawnTable = RoundedTable & {
  readonly tableId: string;
  readonly period: string;
  readonly base: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
};

export type TableToDraw = {
  /** At least 32 bytes, kept by aggregation alone: whoever holds it can undo the draw. */
  readonly secret: Uint8Array;
  readonly tableId: string;
  readonly period: string;
  readonly base?: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: Iterable<TrueCell>;
};

/**
 * Draws the one rounding of a table in a period. The same secret, table id, period and counts give the same table, in
 * whatever order cells, rows and columns come: the draw runs over codes in their own order, the result has the order
 * that was asked for.
 *
 * Throws RangeError for a cell outside rows and columns: a count must never be lost on the way out.
 */
export function drawTable(request: TableToDraw): DrawnTable {
  const { tableId, period, rows, columns } = request;
  const base = request.base ?? BASE;
  const sortedRows = inOrder(rows);
  const sortedColumns = inOrder(columns);
  const counts = sortedRows.map(() => sortedColumns.map(() => 0));
  for (const { row, column, count } of request.cells) {
    const c = sortedColumns.indexOf(column);
    const line = counts[sortedRows.indexOf(row)];
    if (!line || c < 0) throw new RangeError('A cell lies outside the rows and columns of its table');
    line[c] = (line[c] ?? 0) + count;
  }

  const rounded = controlledRounding(counts, {
    base,
    uniform: keyedUniform(request.secret, tableId, period),
  });
  const rowAt = rows.map((row) => sortedRows.indexOf(row));
  const columnAt = columns.map((column) => sortedColumns.indexOf(column));
  return {
    tableId,
    period,
    base,
    rows: [...rows],
    columns: [...columns],
    cells: rowAt.map((r) => columnAt.map((c) => rounded.cells[r]?.[c] ?? 0)),
    rowTotals: rowAt.map((r) => rounded.rowTotals[r] ?? 0),
    columnTotals: columnAt.map((c) => rounded.columnTotals[c] ?? 0),
    total: rounded.total,
  };
}

function inOrder(codes: readonly string[]): string[] {
  const sorted = [...codes].sort();
  if (new Set(sorted).size !== sorted.length) throw new RangeError('A row or column is named twice');
  return sorted;
}
