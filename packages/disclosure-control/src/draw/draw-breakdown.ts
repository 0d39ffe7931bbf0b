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
 * A number below `splits.from` is not broken down on its own. Neither is a number to which no such cells add up. Exceptions are 0
 * and numbers with a single column: breaking them down discloses nothing more. The other rows of a group are pooled in
 * `POOLED_ROW` and broken down together, with the smallest of the remaining rows if they are below the threshold. So columns are
 * complete, although small rows are not published on their own. Only released numbers decide which rows are pooled. The exception
 * is the rare number to which no cells add up. Tables for wider audiences have no pooled row.
 */
export function drawBreakdown(request: BreakdownToDraw): DrawnTable {
  const { secret, table, period, whole, wider, contradictions = 0 } = request;
  const { roundingBase } = whole.drawn;
  const uniform = keyedUniform(
    secret,
    table.id,
    period,
    ...(wider === undefined ? [] : [wider.audience]),
    ...(contradictions === 0 ? [] : [`contradictions ${contradictions}`]),
  );
  const lines = [...codesByParent(table.columns)].map(([group, columns]) => ({
    group,
    // Codes are sorted, so that the draw does not depend on the order of the plan.
    columns: [...columns].sort(),
    lines: linesOf(request, group, [...columns].sort()),
  }));
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
  return assembleTable(request, values);
}

function linesOf(request: BreakdownToDraw, group: string, columns: readonly string[]): Line[] {
  const { table, whole, wider, componentPeriods = [], mergedRows = [] } = request;
  const { roundingBase } = whole.drawn;
  const rows = [...codesOf(table.rows)].sort();
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
  const own: Line[] = [];
  const others: { readonly row: string; readonly released: DrawnNumber }[] = [];
  for (const row of rows) {
    // A number that the narrower audience does not receive is not given to a wider audience either.
    if (!columns.every((column) => isGivenToNarrower(request, row, column))) continue;
    const released = numberToBreakDown(request, row, group);
    const line = released === null || mergedRows.includes(row) ? undefined : lineOf(row, [row], released);
    if (line !== undefined && isLargeEnough(request, line) && canBreakDown(line, roundingBase))
      own.push(line);
    else others.push({ row, released });
  }
  if (wider !== undefined || others.length === 0) return own;
  // Adds the smallest rows above the threshold until the pooled row reaches it. A column without one of its rows has no total.
  const bySize = own
    .filter(({ released }) => released > 0)
    .sort((a, b) => b.released - a.released || (a.row < b.row ? -1 : 1));
  for (let separateRows = bySize.length; separateRows >= 0; separateRows--) {
    const members = [...others, ...bySize.slice(separateRows)];
    const pooled = pooledNumberOf(request, group, members);
    if (pooled === null) return own;
    const names = members.map(({ row }) => row);
    const line = lineOf(POOLED_ROW, names, pooled);
    if (names.length > 1 && isLargeEnough(request, line) && canBreakDown(line, roundingBase))
      return [...own.filter(({ row }) => !names.includes(row)), line];
  }
  return own;
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

/**
 * Returns the released number of several rows together. Null if one of them is neither given nor in the pooled row of the
 * broken-down table.
 */
function pooledNumberOf(
  request: BreakdownToDraw,
  group: string,
  rows: readonly { readonly released: DrawnNumber }[],
): DrawnNumber {
  const givenNumbers = rows.flatMap(({ released }) => (released === null ? [] : [released]));
  if (givenNumbers.length === rows.length) return sum(givenNumbers);
  const pooledRow = numberToBreakDown(request, POOLED_ROW, group);
  return pooledRow === null ? null : sum(givenNumbers) + pooledRow;
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
