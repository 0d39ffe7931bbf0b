import type { Audience } from './audiences.ts';
import { BASE, type Counts, controlledRounding, type RoundedTable } from './controlled-rounding.ts';
import { coupleToParts } from './couple-periods.ts';
import type { DrawnTable, FullTable } from './drawn-table.ts';
import { keyedUniform } from './keyed-uniform.ts';
import { splitTable } from './split-table.ts';

/** A true count, on its way in. Cells that are not given are 0; counts of the same cell add up. */
export type TrueCell = {
  readonly row: string;
  readonly column: string;
  readonly count: number;
  /** How many victims these incidents state together. Without it no sums are drawn. */
  readonly victims?: number;
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
  /** Shorter periods of the same table that were released: it is coupled to them. */
  readonly parts?: readonly Part[];
  /** Whether there are shorter periods beside those in `parts`. */
  readonly isCoupledInPart?: boolean;
};

/** A table that was drawn, and the true counts that it was drawn from. */
export type DrawnFrom = { readonly drawn: DrawnTable; readonly cells: Iterable<TrueCell> };

/** A shorter period of a table, with what is counted of it now where that is something else. */
type Part = DrawnFrom & { readonly standing?: Iterable<TrueCell> };

/**
 * Draws the one rounding of a table in a period. The same secret, table id, period and counts give the same table, in
 * whatever order cells, rows and columns come: the draw runs over codes in their own order, the result has the order
 * that was asked for.
 *
 * Throws RangeError for a cell outside rows and columns: a count must never be lost on the way out.
 */
export function drawTable(request: TableToDraw): FullTable {
  const { secret, tableId, period, cells, parts = [], isCoupledInPart: incomplete = false } = request;
  const base = request.base ?? BASE;
  const order = inOrder(request);
  const uniform = keyedUniform(secret, tableId, period);
  const counts = order.countsOf(cells);
  const released = parts.map((part) => ({
    truth: order.countsOf(part.cells),
    released: order.sorted(part.drawn),
    ...(part.standing === undefined ? {} : { standing: order.countsOf(part.standing) }),
  }));
  const coupled =
    released.length === 0 ? counts : coupleToParts(counts, released, { base, uniform, incomplete });
  const rounded = controlledRounding(coupled, { base, uniform });
  return order.asAsked({ tableId, period, base }, rounded);
}

/** The part of a table that a wider circle may count. */
export type PartToDraw = Omit<TableToDraw, 'base' | 'parts'> & {
  /** The wider circle, which labels the draw. */
  readonly audience: Audience;
  /** What the next narrower circle is given, and the true counts that it was drawn from. */
  readonly narrower: DrawnFrom;
};

/**
 * Draws what a wider circle gets of a table, so that it agrees with what the narrower one gets: see `splitTable`. Keyed
 * and ordered as `drawTable` is. Throws RangeError also where the narrower table was not drawn from these counts.
 */
export function drawPart(request: PartToDraw): FullTable {
  const { secret, tableId, period, audience, narrower } = request;
  const { base } = narrower.drawn;
  const order = inOrder(request);
  const whole = order.countsOf(narrower.cells);
  const part = order.countsOf(request.cells);
  const uniform = keyedUniform(secret, tableId, period, audience);
  const rounded = splitTable(order.sorted(narrower.drawn), { whole, part }, { base, uniform });
  return order.asAsked({ tableId, period, base }, rounded);
}

/** Codes in their own order, in which everything is drawn, and back in the order that was asked for. */
function inOrder({ rows, columns }: Pick<TableToDraw, 'rows' | 'columns'>) {
  const sortedRows = sortedCodes(rows);
  const sortedColumns = sortedCodes(columns);
  const rowAt = rows.map((row) => sortedRows.indexOf(row));
  const columnAt = columns.map((column) => sortedColumns.indexOf(column));
  return {
    countsOf(cells: Iterable<TrueCell>): number[][] {
      const counts = sortedRows.map(() => sortedColumns.map(() => 0));
      for (const { row, column, count } of cells) {
        const c = sortedColumns.indexOf(column);
        const line = counts[sortedRows.indexOf(row)];
        if (!line || c < 0) throw new RangeError('A cell lies outside the rows and columns of its table');
        line[c] = (line[c] ?? 0) + count;
      }
      return counts;
    },
    sorted(drawn: DrawnTable): Counts {
      return sortedRows.map((row) =>
        sortedColumns.map((column) => {
          const value = drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)] ?? undefined;
          if (value === undefined) throw new RangeError('The other table has other rows and columns');
          return value;
        }),
      );
    },
    asAsked(
      of: Pick<DrawnTable, 'tableId' | 'period' | 'base'>,
      { cells, rowTotals, columnTotals, total }: RoundedTable,
    ): FullTable {
      return {
        ...of,
        rows: [...rows],
        columns: [...columns],
        cells: rowAt.map((r) => columnAt.map((c) => cells[r]?.[c] ?? 0)),
        rowTotals: rowAt.map((r) => rowTotals[r] ?? 0),
        columnTotals: columnAt.map((c) => columnTotals[c] ?? 0),
        total,
      };
    },
  };
}

function sortedCodes(codes: readonly string[]): string[] {
  const sorted = [...codes].sort();
  if (new Set(sorted).size !== sorted.length) throw new RangeError('A row or column is named twice');
  return sorted;
}
