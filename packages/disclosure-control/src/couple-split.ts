import { ALL, TOGETHER } from './axis.ts';
import { truthsBehind } from './controlled-rounding.ts';
import { coupledChance, type PartCell } from './couple-periods.ts';
import type { DrawnFrom, TrueCell } from './draw-table.ts';
import { type Given, numberAt, type Place } from './drawn-table.ts';
import type { PlannedTable } from './release-plan.ts';

/** A shorter period that was released, of a table that has the rows and columns of the longer one, or these among others. */
export type CoupledPart = DrawnFrom & {
  readonly table: PlannedTable;
  /** What is counted of that period now; left out where it is what was counted then. */
  readonly standing?: Iterable<TrueCell>;
  /** The still shorter periods that it was coupled to itself: they say what it does not give. */
  readonly parts?: readonly CoupledPart[];
};

/** The chance with which a cell goes up: of a row, or of several rows taken together. */
export type Coupling = (rows: readonly string[], column: string, truth: number) => number;

/** A part with its counts by the rows and columns of the longer period. */
type Counted = {
  readonly part: CoupledPart;
  readonly truths: ReadonlyMap<string, number>;
  readonly standing: ReadonlyMap<string, number>;
  readonly parts: readonly Counted[];
};

/**
 * Couples the cells of a split to its shorter periods, as `coupledChance` says. Of rows taken together, or where a shorter period
 * does not give a number, only what it forces is kept.
 */
export function createCoupling(table: PlannedTable, parts: readonly CoupledPart[], base: number): Coupling {
  const counted = parts.map((part) => countedOf(table, part));
  return (rows, column, truth) => {
    const rest = truth % base;
    if (rest === 0) return 0;
    const found = rows.map((row) => cellsOf(table, counted, row, column));
    const incomplete = found.some(({ isWhole }) => !isWhole);
    const [alone] = found;
    if (rows.length === 1 && alone !== undefined)
      return coupledChance(truth, alone.cells, { base, incomplete });
    const bounds = counted.map((part) => boundsTogether(table, part, rows, column, base));
    const least = bounds.reduce((all, one) => all + one.least, 0);
    const most = bounds.reduce((all, one) => all + one.most, 0);
    const then = found.reduce(
      (all, { cells }) => all + cells.reduce((sum, cell) => sum + Math.min(cell.truth, cell.standing), 0),
      0,
    );
    const late = incomplete ? 0 : Math.max(0, truth - then);
    if (least > 0 && least + late > truth - rest) return 1;
    return bounds.length > 0 && most < truth - rest + base && truth <= most ? 0 : rest / base;
  };
}

/** The cells of a row and column that parts give, or where they don't, that their own parts give. */
function cellsOf(
  table: PlannedTable,
  parts: readonly Counted[],
  row: string,
  column: string,
): { readonly cells: readonly PartCell[]; readonly isWhole: boolean } {
  const cells: PartCell[] = [];
  let isWhole = true;
  for (const one of parts) {
    const key = keyOf(row, column);
    const released = releasedAt(table, one.part, row, column);
    const truth = one.truths.get(key) ?? 0;
    if (released !== null) {
      cells.push({ released, truth, standing: one.standing.get(key) ?? 0 });
      continue;
    }
    const below = cellsOf(table, one.parts, row, column);
    cells.push(...below.cells);
    isWhole &&= one.parts.length > 0 && below.isWhole;
  }
  return { cells, isWhole };
}

/** What a shorter period leaves of several rows of a column. */
function boundsTogether(
  table: PlannedTable,
  counted: Counted,
  rows: readonly string[],
  column: string,
  base: number,
): { readonly least: number; readonly most: number } {
  const { part, parts } = counted;
  let [least, most] = [0, 0];
  const add = (number: Given, isKept: boolean): void => {
    const bounds = number === null ? undefined : truthsBehind(number, base);
    least += isKept ? (bounds?.least ?? 0) : 0;
    most += isKept ? (bounds?.most ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  };
  const stands = (...of: readonly string[]): boolean =>
    of.every(
      (row) =>
        (counted.standing.get(keyOf(row, column)) ?? 0) >= (counted.truths.get(keyOf(row, column)) ?? 0),
    );
  const missing = rows.filter((row) => releasedAt(table, part, row, column) === null);
  for (const row of rows) {
    const number = releasedAt(table, part, row, column);
    if (number !== null) add(number, stands(row));
  }
  if (missing.length === 0) return { least, most };
  const rest = restAt(table, part, rows, column);
  if (rest !== null) {
    add(rest, stands(...missing));
    return { least, most };
  }
  // Not given together either: what still shorter periods give of them.
  const below = missing.map((row) => cellsOf(table, parts, row, column));
  for (const { cells, isWhole } of below) {
    for (const { released, truth, standing } of cells) add(released, standing >= truth);
    if (!isWhole || parts.length === 0) most = Number.POSITIVE_INFINITY;
  }
  return { least, most };
}

/** What a shorter period gives together, where all rows that it does not give on their own are among these. */
function restAt(table: PlannedTable, part: CoupledPart, rows: readonly string[], column: string): Given {
  const isWithin = part.drawn.rows.every(
    (row) => row === TOGETHER || rows.includes(row) || releasedAt(table, part, row, column) !== null,
  );
  return isWithin ? releasedAt(table, part, TOGETHER, column) : null;
}

function releasedAt(table: PlannedTable, part: CoupledPart, row: string, column: string): Given {
  const place: Place = { [table.rows.dimension]: row, [table.columns.dimension]: column };
  return numberAt(part.table, part.drawn, place) ?? null;
}

function countedOf(table: PlannedTable, part: CoupledPart): Counted {
  const truths = countsIn(table, part.table, part.cells);
  return {
    part,
    truths,
    standing: part.standing === undefined ? truths : countsIn(table, part.table, part.standing),
    parts: (part.parts ?? []).map((one) => countedOf(table, one)),
  };
}

/** Cells of a shorter period in the rows and columns of the longer one. */
export function cellsAsIn(table: PlannedTable, shorter: PlannedTable, cells: Iterable<TrueCell>): TrueCell[] {
  const codeIn = (dimension: string, { row, column }: TrueCell): string => {
    if (dimension === ALL) return ALL;
    return dimension === shorter.rows.dimension ? row : column;
  };
  return [...cells].map((cell) => ({
    row: codeIn(table.rows.dimension, cell),
    column: codeIn(table.columns.dimension, cell),
    count: cell.count,
  }));
}

function countsIn(
  table: PlannedTable,
  shorter: PlannedTable,
  cells: Iterable<TrueCell>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { row, column, count } of cellsAsIn(table, shorter, cells))
    counts.set(keyOf(row, column), (counts.get(keyOf(row, column)) ?? 0) + count);
  return counts;
}

const keyOf = (row: string, column: string): string => `${row}/${column}`;
