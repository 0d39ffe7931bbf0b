import type { Audience } from '@waylight/contracts/audiences';
import {
  type Counts,
  controlledRounding,
  ROUNDING_BASE,
  type RoundedTable,
} from '../rounding/controlled-rounding.ts';
import { coupleToComponents } from '../rounding/couple-periods.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import { roundForWiderAudience } from '../rounding/round-for-wider-audience.ts';
import type { DrawnTable, FullTable } from './drawn-table.ts';

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
  readonly roundingBase?: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: Iterable<TrueCell>;
  /** Shorter periods of the same table that were released: it is coupled to them. */
  readonly componentPeriods?: readonly Component[];
  /** Whether there are shorter periods beside those in `parts`. */
  readonly isCoupledInPart?: boolean;
};

/** A table that was drawn, and the true counts that it was drawn from. */
export type DrawnWithCounts = { readonly drawn: DrawnTable; readonly cells: Iterable<TrueCell> };

/** A shorter period of a table, with what is counted of it now where that is something else. */
type Component = DrawnWithCounts & { readonly currentCells?: Iterable<TrueCell> };

/**
 * Draws the one rounding of a table in a period. The same secret, table id, period and counts give the same table, in
 * whatever order cells, rows and columns come: the draw runs over codes in their own order, the result has the order
 * that was asked for.
 *
 * Throws RangeError for a cell outside rows and columns: a count must never be lost on the way out.
 */
export function drawTable(request: TableToDraw): FullTable {
  const {
    secret,
    tableId,
    period,
    cells,
    componentPeriods = [],
    isCoupledInPart: incomplete = false,
  } = request;
  const roundingBase = request.roundingBase ?? ROUNDING_BASE;
  const order = createCodeOrder(request);
  const uniform = keyedUniform(secret, tableId, period);
  const counts = order.countsOf(cells);
  const released = componentPeriods.map((part) => ({
    truth: order.countsOf(part.cells),
    released: order.cellsInOrder(part.drawn),
    ...(part.currentCells === undefined ? {} : { current: order.countsOf(part.currentCells) }),
  }));
  const coupled =
    released.length === 0
      ? counts
      : coupleToComponents(counts, released, { base: roundingBase, uniform, incomplete });
  const rounded = controlledRounding(coupled, { base: roundingBase, uniform });
  return order.inRequestedOrder({ tableId, period, roundingBase }, rounded);
}

/** The part of a table that a wider circle may count. */
export type WiderAudienceDraw = Omit<TableToDraw, 'roundingBase' | 'componentPeriods'> & {
  /** The wider circle, which labels the draw. */
  readonly audience: Audience;
  /** What the next narrower circle is given, and the true counts that it was drawn from. */
  readonly narrower: DrawnWithCounts;
};

/**
 * Draws what a wider circle gets of a table, so that it agrees with what the narrower one gets: see `splitTable`. Keyed
 * and ordered as `drawTable` is. Throws RangeError also where the narrower table was not drawn from these counts.
 */
export function drawForWiderAudience(request: WiderAudienceDraw): FullTable {
  const { secret, tableId, period, audience, narrower } = request;
  const { roundingBase } = narrower.drawn;
  const order = createCodeOrder(request);
  const whole = order.countsOf(narrower.cells);
  const part = order.countsOf(request.cells);
  const uniform = keyedUniform(secret, tableId, period, audience);
  const rounded = roundForWiderAudience(
    order.cellsInOrder(narrower.drawn),
    { whole, part },
    { base: roundingBase, uniform },
  );
  return order.inRequestedOrder({ tableId, period, roundingBase }, rounded);
}

/** Codes in their own order, in which everything is drawn, and back in the order that was asked for. */
function createCodeOrder({ rows, columns }: Pick<TableToDraw, 'rows' | 'columns'>) {
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
    cellsInOrder(drawn: DrawnTable): Counts {
      return sortedRows.map((row) =>
        sortedColumns.map((column) => {
          const value = drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)] ?? undefined;
          if (value === undefined) throw new RangeError('The other table has other rows and columns');
          return value;
        }),
      );
    },
    inRequestedOrder(
      of: Pick<DrawnTable, 'tableId' | 'period' | 'roundingBase'>,
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
