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

/** A true count. Missing cells are 0; counts of the same cell are summed. */
export type TrueCell = {
  readonly row: string;
  readonly column: string;
  readonly count: number;
  /** Number of victims in these incidents. If absent, no sums of victims are drawn. */
  readonly victims?: number;
};

export type TableToDraw = {
  /** At least 32 bytes, known only to aggregation. Anyone who knows it can recover exact counts. */
  readonly secret: Uint8Array;
  readonly tableId: string;
  readonly period: string;
  readonly roundingBase?: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: Iterable<TrueCell>;
  /** Released shorter periods of the same table, to which this one is coupled. */
  readonly componentPeriods?: readonly Component[];
  /** Whether `componentPeriods` lacks one of the shorter periods. */
  readonly isCoupledInPart?: boolean;
};

/** A drawn table with the true counts behind it. */
export type DrawnWithCounts = { readonly drawn: DrawnTable; readonly cells: Iterable<TrueCell> };

/** A shorter period of a table. `currentCells` are its counts today, if they have changed since its draw. */
type Component = DrawnWithCounts & { readonly currentCells?: Iterable<TrueCell> };

/**
 * Draws (randomly rounds) a table of a period. The same secret, table id, period and counts always give the same table. The order
 * of cells, rows and columns does not matter: the draw uses sorted codes, and the result has the requested order.
 *
 * Throws RangeError for a cell outside rows and columns, so that no count is lost.
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

/** The part of a table that a wider audience may count. */
export type WiderAudienceDraw = Omit<TableToDraw, 'roundingBase' | 'componentPeriods'> & {
  /** The wider audience, which labels the draw. */
  readonly audience: Audience;
  /** The table of the next narrower audience, with its true counts. */
  readonly narrower: DrawnWithCounts;
};

/**
 * Draws a table for a wider audience so that it agrees with that of the narrower one, see `roundForWiderAudience`. Key and order
 * have the same effect as in `drawTable`. Throws RangeError also if the narrower table was not drawn from these counts.
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

/** Converts counts to sorted codes, which is the order of the draw, and converts drawn numbers back to the requested order. */
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
        if (!line || c < 0) throw new RangeError('A cell is outside the rows and columns of its table');
        line[c] = (line[c] ?? 0) + count;
      }
      return counts;
    },
    cellsInOrder(drawn: DrawnTable): Counts {
      return sortedRows.map((row) =>
        sortedColumns.map((column) => {
          const value = drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)] ?? undefined;
          if (value === undefined) throw new RangeError('The two tables have different rows or columns');
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
