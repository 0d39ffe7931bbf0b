import type { Audience } from '@waylight/contracts/audiences';
import { ALL, codesByParent, codesOf, POOLED_ROW } from '../plan/axis.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import {
  type BreakdownLine,
  canBreakDown,
  chanceUnitOf,
  computeLineChances,
} from '../rounding/breakdown-line.ts';
import { controlledRounding, sum } from '../rounding/controlled-rounding.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import { widerAudienceChance } from '../rounding/round-for-wider-audience.ts';
import { type ComponentPeriod, cellKey, createCoupling } from './couple-breakdown.ts';
import type { DrawnWithCounts, TrueCell } from './draw-table.ts';
import { type DrawnNumber, type DrawnTable, numberAt } from './drawn-table.ts';
import { canPool, selectPooledRows } from './pooled-rows.ts';

export type BreakdownToDraw = {
  readonly secret: Uint8Array;
  readonly table: PlannedTable;
  readonly period: string;
  /** Counts of the table that the audience may count, in its rows and columns. */
  readonly cells: Iterable<TrueCell>;
  /** The broken-down table, as drawn for the same audience. */
  readonly whole: { readonly table: PlannedTable; readonly drawn: DrawnTable };
  /** Rows that are pooled whatever their size; see `DrawVariant`. */
  readonly mergedRows?: readonly string[];
  /** Released shorter periods to which this table is coupled. */
  readonly componentPeriods?: readonly ComponentPeriod[];
  /** For a wider audience: its name, and this table as drawn for the next narrower one. */
  readonly wider?: { readonly audience: Audience; readonly narrower: DrawnWithCounts };
  /** The rows to pool. If absent, they are selected from the released numbers of the period. */
  readonly pooledRows?: readonly string[];
  /** Number of earlier draws of this table that contradict another table; 0 if absent. */
  readonly contradictions?: number;
};

/** One released number to break down, in one row of the table or in several pooled rows. */
type Line = BreakdownLine & { readonly row: string; readonly members: readonly string[] };

/**
 * Draws a table whose cells add up to numbers released before: the cells of a row to the number of that row, the columns within
 * a group to the number of their group. Every cell is a multiple of the base, less than the base from its true count, and zero
 * stays zero. `computeLineChances` explains the bias of a draw.
 *
 * A number below `splits.from` is not broken down on its own. Exceptions are 0 and numbers with a single column: breaking them
 * down discloses nothing more. Small rows are pooled in `POOLED_ROW` and broken down together if `canPool` allows it, so that
 * columns are complete although small rows are not published on their own. The nested columns of a table have the pooled row of
 * the table that it breaks down. Tables for wider audiences have no pooled row.
 *
 * Readers know from released numbers which rows a table has. So a row whose cells cannot add up to its number is not left out,
 * which would disclose something about its counts. Instead, the whole table cannot be drawn, and the result is undefined.
 */
export function drawBreakdown(request: BreakdownToDraw): DrawnTable | undefined {
  const { secret, table, period, whole, wider, contradictions = 0 } = request;
  const { roundingBase } = whole.drawn;
  const pooledRows = pooledRowsOf(request);
  const uniform = keyedUniform(
    secret,
    table.id,
    period,
    ...(wider === undefined ? [] : [wider.audience]),
    ...(pooledRows.length === 0 ? [] : [`pooled ${pooledRows.join()}`]),
    ...(contradictions === 0 ? [] : [`contradictions ${contradictions}`]),
  );
  const lines = [...codesByParent(table.columns)].map(([group, columns]) => ({
    group,
    // Codes are sorted, so that the draw does not depend on the order of the plan.
    columns: [...columns].sort(),
    lines: linesOf(request, { group, columns: [...columns].sort(), pooledRows }),
  }));
  if (!lines.every((group) => group.lines.every((line) => canBreakDown(line, roundingBase))))
    return undefined;
  const values = new Map<string, number>();
  for (const { columns, lines: ofGroup } of lines.sort((a, b) => (a.group < b.group ? -1 : 1))) {
    const unit = chanceUnitOf(roundingBase);
    const chances = ofGroup.map((line) => computeLineChances(line, roundingBase, uniform));
    const risen = controlledRounding(chances, { base: unit, uniform }).cells;
    ofGroup.forEach(({ row, cells }, l) => {
      cells.forEach(({ truth }, c) => {
        const up = (risen[l]?.[c] ?? 0) / unit;
        values.set(cellKey(row, columns[c] ?? ''), truth - (truth % roundingBase) + up * roundingBase);
      });
    });
  }
  return assembleTable(request, pooledRows, values);
}

/** Returns the rows that the table pools, with those that this period merges. */
function pooledRowsOf(request: BreakdownToDraw): readonly string[] {
  const { table, whole, wider, mergedRows = [] } = request;
  if (wider !== undefined || table.rows.dimension === ALL) return [];
  if ('within' in table.columns) return whole.drawn.pooledRows ?? [];
  return [...new Set([...usualPooledRowsOf(request), ...mergedRows])].sort();
}

function usualPooledRowsOf({ table, whole, pooledRows }: BreakdownToDraw): readonly string[] {
  if (pooledRows !== undefined) return pooledRows;
  const numbers = codesOf(table.rows).flatMap((row) => {
    const number = numberAt(whole.table, whole.drawn, { [table.rows.dimension]: row });
    return typeof number === 'number' ? [[row, number] as const] : [];
  });
  return selectPooledRows(new Map(numbers), table.splits?.from ?? 0);
}

type GroupToDraw = {
  readonly group: string;
  readonly columns: readonly string[];
  readonly pooledRows: readonly string[];
};

function linesOf(request: BreakdownToDraw, { group, columns, pooledRows }: GroupToDraw): Line[] {
  const { table, whole, wider, componentPeriods = [] } = request;
  const { roundingBase } = whole.drawn;
  const truths = countsOf(request.cells, table);
  const narrowerTruths = countsOf(wider?.narrower.cells ?? [], table);
  const coupling = createCoupling(table, componentPeriods, roundingBase);
  const lineOf = (row: string, members: readonly string[], released: number): Line => ({
    row,
    members,
    released,
    cells: columns.map((column) => {
      const truth = sum(members.map((member) => truths.get(cellKey(member, column)) ?? 0));
      const narrower = narrowerAt(request, row, column);
      const chance =
        typeof narrower === 'number'
          ? widerAudienceChance(narrower, narrowerTruths.get(cellKey(row, column)) ?? 0, truth, roundingBase)
          : coupling(members, column, truth);
      return { truth, chance };
    }),
  });
  // A number that the narrower audience does not receive is not given to a wider audience either.
  const rows = [...codesOf(table.rows)]
    .sort()
    .filter(
      (row) =>
        !pooledRows.includes(row) && columns.every((column) => isGivenToNarrower(request, row, column)),
    );
  const lines = rows.map((row) => ({
    row,
    members: [row],
    released: numberToBreakDown(request, row, group),
  }));
  const pooled = {
    row: POOLED_ROW,
    members: pooledRows,
    released: pooledNumberOf(request, group, pooledRows),
  };
  return [...lines, pooled].flatMap(({ row, members, released }) => {
    const line = released === null ? undefined : lineOf(row, members, released);
    return line !== undefined && isLargeEnough(request, line) ? [line] : [];
  });
}

/** Breaking down a zero into zeros, or a number into a single column, discloses nothing more. */
const isLargeEnough = ({ table }: BreakdownToDraw, { released, cells }: Line): boolean =>
  released === 0 || cells.length === 1 || released >= (table.splits?.from ?? 0);

/** Returns the released number that the cells of a row within a group break down. */
function numberToBreakDown({ table, whole }: BreakdownToDraw, row: string, group: string): DrawnNumber {
  const { columns, rows } = table;
  const place = { [rows.dimension]: row, ...('within' in columns ? { [columns.of]: group } : {}) };
  return numberAt(whole.table, whole.drawn, place) ?? null;
}

/** Returns the released number of the pooled rows together; null if they may not be broken down together. */
function pooledNumberOf(request: BreakdownToDraw, group: string, pooledRows: readonly string[]): DrawnNumber {
  if (pooledRows.length === 0) return null;
  if ('within' in request.table.columns) return numberToBreakDown(request, POOLED_ROW, group);
  const numbers = pooledRows.map((row) => numberToBreakDown(request, row, group));
  const givenNumbers = numbers.filter((number) => number !== null);
  return givenNumbers.length === numbers.length && canPool(givenNumbers, request.table.splits?.from ?? 0)
    ? sum(givenNumbers)
    : null;
}

const narrowerAt = (
  { table, wider }: BreakdownToDraw,
  row: string,
  column: string,
): DrawnNumber | undefined =>
  wider &&
  numberAt(table, wider.narrower.drawn, { [table.rows.dimension]: row, [table.columns.dimension]: column });

const isGivenToNarrower = (request: BreakdownToDraw, row: string, column: string): boolean =>
  request.wider === undefined || typeof narrowerAt(request, row, column) === 'number';

function countsOf(cells: Iterable<TrueCell>, { rows, columns }: PlannedTable): Map<string, number> {
  const [rowCodes, columnCodes] = [new Set(codesOf(rows)), new Set(codesOf(columns))];
  const counts = new Map<string, number>();
  for (const { row, column, count } of cells) {
    if (!rowCodes.has(row) || !columnCodes.has(column))
      throw new RangeError('A cell is outside the rows and columns of its table');
    counts.set(cellKey(row, column), (counts.get(cellKey(row, column)) ?? 0) + count);
  }
  return counts;
}

/** Adds the margins to a table: row totals and total from the broken-down table, and column totals only if there is one row. */
function assembleTable(
  { table, period, whole }: BreakdownToDraw,
  pooledRows: readonly string[],
  values: ReadonlyMap<string, number>,
): DrawnTable {
  const columns = [...codesOf(table.columns)];
  const hasPooledRow = [...values.keys()].some((key) => key.startsWith(`${POOLED_ROW}/`));
  const rows = [...codesOf(table.rows), ...(hasPooledRow ? [POOLED_ROW] : [])];
  const cells = rows.map((row) => columns.map((column) => values.get(cellKey(row, column)) ?? null));
  return {
    tableId: table.id,
    period,
    roundingBase: whole.drawn.roundingBase,
    rows,
    ...(hasPooledRow ? { pooledRows } : {}),
    columns,
    cells,
    rowTotals: rows.map((row) => rowTotalOf(table, whole, row)),
    columnTotals: columns.map((_, c) => (table.rows.dimension === ALL ? (cells[0]?.[c] ?? null) : null)),
    total: numberAt(whole.table, whole.drawn, {}) ?? null,
  };
}

/** The pooled row has no total: a sum of several released numbers has no rounding bound of its own. */
function rowTotalOf({ rows }: PlannedTable, whole: BreakdownToDraw['whole'], row: string): DrawnNumber {
  if (row === POOLED_ROW) return null;
  return numberAt(whole.table, whole.drawn, { [rows.dimension]: row }) ?? null;
}
