import type { Audience } from '@waylight/contracts/audiences';
import { ALL, codesByParent, codesOf, POOLED_ROW } from '../plan/axis.ts';
import type { PlannedTable } from '../plan/release-plan.ts';
import {
  type BreakdownLine,
  canBreakDown,
  chanceUnitOf,
  computeLineChances,
} from '../rounding/breakdown-line.ts';
import { controlledRounding, sum } from '../rounding/controlled-rounding.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import { widerAudienceChance } from '../rounding/round-for-wider-audience.ts';
import { type ComponentPeriod, createCoupling } from './couple-breakdown.ts';
import type { DrawnWithCounts, TrueCell } from './draw-table.ts';
import { type DrawnNumber, type DrawnTable, numberAt } from './drawn-table.ts';

export type BreakdownToDraw = {
  readonly secret: Uint8Array;
  readonly table: PlannedTable;
  readonly period: string;
  /** What the circle may count of the table, in its rows and columns. */
  readonly cells: Iterable<TrueCell>;
  /** The table that is split, as the same circle was given it. */
  readonly whole: { readonly table: PlannedTable; readonly drawn: DrawnTable };
  /** Shorter periods that were released and that this table is coupled to. */
  readonly componentPeriods?: readonly ComponentPeriod[];
  /** For a wider circle: its name, and what the next narrower one is given of this table. */
  readonly wider?: { readonly audience: Audience; readonly narrower: DrawnWithCounts };
};

/** One released number that is to be split, in one row of the table, or in several taken together. */
type Line = BreakdownLine & { readonly row: string; readonly members: readonly string[] };

/**
 * Draws a table whose cells add up to numbers that were released already: each row to the number of that row, the columns within
 * a group each to the number of their group. Every cell is a multiple of the base less than it from its truth, and a zero stays
 * zero; see `chancesOfLine` for how near a draw is to unbiased.
 *
 * A number under `splits.from`, or one to which no such cells add up, is not broken down on its own; a 0 is, because the noughts
 * that it splits into tell nothing that it does not, and so is a number that splits into one alone. Those of one group are taken together, in the row `TOGETHER`, and broken
 * down so, with the smallest of the others where they are not enough: columns are complete then, and small rows are not told
 * apart. Which they are follows from released numbers alone, but for the rare number that nothing adds up to. A wider circle is
 * given no such row.
 */
export function drawBreakdown(request: BreakdownToDraw): DrawnTable {
  const { secret, table, period, whole, wider } = request;
  const { roundingBase } = whole.drawn;
  const uniform = keyedUniform(secret, table.id, period, ...(wider === undefined ? [] : [wider.audience]));
  const lines = [...codesByParent(table.columns)].map(([group, columns]) => ({
    group,
    // In their own order, so that the draw does not depend on the plan's.
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
        values.set(keyOf(row, columns[c] ?? ''), truth - (truth % roundingBase) + up * roundingBase);
      });
    });
  }
  return assembleTable(request, values);
}

function linesOf(request: BreakdownToDraw, group: string, columns: readonly string[]): Line[] {
  const { table, whole, wider, componentPeriods = [] } = request;
  const { roundingBase } = whole.drawn;
  const rows = [...codesOf(table.rows)].sort();
  const truths = countsOf(request.cells, table);
  const narrowerTruths = countsOf(wider?.narrower.cells ?? [], table);
  const coupling = createCoupling(table, componentPeriods, roundingBase);
  const lineOf = (row: string, members: readonly string[], released: number): Line => ({
    ...{ row, members, released },
    cells: columns.map((column) => {
      const truth = sum(members.map((member) => truths.get(keyOf(member, column)) ?? 0));
      const narrower = narrowerAt(request, row, column);
      const chance =
        typeof narrower === 'number'
          ? widerAudienceChance(narrower, narrowerTruths.get(keyOf(row, column)) ?? 0, truth, roundingBase)
          : coupling(members, column, truth);
      return { truth, chance };
    }),
  });
  const own: Line[] = [];
  const others: { readonly row: string; readonly released: DrawnNumber }[] = [];
  for (const row of rows) {
    // What the narrower circle is not given is not given to a wider one.
    if (!columns.every((column) => isGivenToNarrower(request, row, column))) continue;
    const released = numberToBreakDown(request, row, group);
    const line = released === null ? undefined : lineOf(row, [row], released);
    if (line !== undefined && isLargeEnough(request, line) && canBreakDown(line, roundingBase))
      own.push(line);
    else others.push({ row, released });
  }
  if (wider !== undefined || others.length === 0) return own;
  // The smallest rows that could stand by themselves go with them, until all are enough: a column that lacks a row has no total.
  const bySize = own
    .filter(({ released }) => released > 0)
    .sort((a, b) => b.released - a.released || (a.row < b.row ? -1 : 1));
  for (let kept = bySize.length; kept >= 0; kept--) {
    const members = [...others, ...bySize.slice(kept)];
    const pooled = pooledNumberOf(request, group, members);
    if (pooled === null) return own;
    const names = members.map(({ row }) => row);
    const line = lineOf(POOLED_ROW, names, pooled);
    if (names.length > 1 && isLargeEnough(request, line) && canBreakDown(line, roundingBase))
      return [...own.filter(({ row }) => !names.includes(row)), line];
  }
  return own;
}

/** Nothing is told by the noughts that a nought splits into, nor by a number again that splits into one alone. */
const isLargeEnough = ({ table }: BreakdownToDraw, { released, cells }: Line): boolean =>
  released === 0 || cells.length === 1 || released >= (table.splits?.from ?? 0);

/** The released number that a row of a group splits. */
function numberToBreakDown({ table, whole }: BreakdownToDraw, row: string, group: string): DrawnNumber {
  const { columns, rows } = table;
  const place = { [rows.dimension]: row, ...('within' in columns ? { [columns.of]: group } : {}) };
  return numberAt(whole.table, whole.drawn, place) ?? null;
}

/** What was released of several rows; what the whole does not tell apart either it must give together. Null where it does not. */
function pooledNumberOf(
  request: BreakdownToDraw,
  group: string,
  rows: readonly { readonly released: DrawnNumber }[],
): DrawnNumber {
  const given = rows.flatMap(({ released }) => (released === null ? [] : [released]));
  if (given.length === rows.length) return sum(given);
  const pooledRow = numberToBreakDown(request, POOLED_ROW, group);
  return pooledRow === null ? null : sum(given) + pooledRow;
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
      throw new RangeError('A cell lies outside the rows and columns of its table');
    counts.set(keyOf(row, column), (counts.get(keyOf(row, column)) ?? 0) + count);
  }
  return counts;
}

const keyOf = (row: string, column: string): string => `${row}/${column}`;

/** The table with its margins: rows and total are those of the table that is split, columns are given where one row holds all. */
function assembleTable(
  { table, period, whole }: BreakdownToDraw,
  values: ReadonlyMap<string, number>,
): DrawnTable {
  const columns = [...codesOf(table.columns)];
  const hasPooledRow = [...values.keys()].some((key) => key.startsWith(`${POOLED_ROW}/`));
  const rows = [...codesOf(table.rows), ...(hasPooledRow ? [POOLED_ROW] : [])];
  const cells = rows.map((row) => columns.map((column) => values.get(keyOf(row, column)) ?? null));
  return {
    ...{ tableId: table.id, period, roundingBase: whole.drawn.roundingBase, rows, columns, cells },
    rowTotals: rows.map((row) => rowTotalOf(table, whole, row)),
    columnTotals: columns.map((_, c) => (table.rows.dimension === ALL ? (cells[0]?.[c] ?? null) : null)),
    total: numberAt(whole.table, whole.drawn, {}) ?? null,
  };
}

/** Of rows that are taken together several released numbers are split, and their sum has no bound of its own. */
function rowTotalOf({ rows }: PlannedTable, whole: BreakdownToDraw['whole'], row: string): DrawnNumber {
  if (row === POOLED_ROW) return null;
  return numberAt(whole.table, whole.drawn, { [rows.dimension]: row }) ?? null;
}
