import { ALL, POOLED_ROW } from '../plan/axis.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import { feasibilityInterval } from '../rounding/controlled-rounding.ts';
import { type ComponentCell, coupledRoundUpChance } from '../rounding/couple-periods.ts';
import type { DrawnWithCounts, TrueCell } from './draw-table.ts';
import { type CellPosition, type DrawnNumber, numberAt } from './drawn-table.ts';

/** A released shorter period of a table with at least the rows and columns of the longer one. */
export type ComponentPeriod = DrawnWithCounts & {
  readonly table: PlannedTable;
  /** Counts of that period today; omitted if they have not changed since it was drawn. */
  readonly currentCells?: Iterable<TrueCell>;
  /** The still shorter periods to which this period was coupled. Their numbers replace those that this period does not give. */
  readonly componentPeriods?: readonly ComponentPeriod[];
};

/** Probability that a cell of one row, or of several pooled rows, is rounded up. */
export type Coupling = (rows: readonly string[], column: string, truth: number) => number;

/** A component period with its counts by the rows and columns of the longer period. */
type ComponentWithCounts = {
  readonly part: ComponentPeriod;
  readonly truths: ReadonlyMap<string, number>;
  readonly currentCounts: ReadonlyMap<string, number>;
  readonly components: readonly ComponentWithCounts[];
};

/**
 * Couples the cells of a breakdown to its shorter periods, see `coupledRoundUpChance`. For pooled rows, and for numbers that a
 * shorter period does not give, only the bounds from that period apply.
 */
export function createCoupling(
  table: PlannedTable,
  components: readonly ComponentPeriod[],
  base: number,
): Coupling {
  const counted = components.map((part) => withCounts(table, part));
  return (rows, column, truth) => {
    const remainder = truth % base;
    if (remainder === 0) return 0;
    const byRow = rows.map((row) => componentCellsOf(table, counted, row, column));
    const incomplete = byRow.some(({ isWhole }) => !isWhole);
    const [alone] = byRow;
    if (rows.length === 1 && alone !== undefined)
      return coupledRoundUpChance(truth, alone.cells, { base, incomplete });
    const bounds = counted.map((part) => boundsOfPooledRows(table, part, rows, column, base));
    const least = bounds.reduce((all, one) => all + one.least, 0);
    const most = bounds.reduce((all, one) => all + one.most, 0);
    const countedAtClosing = byRow.reduce(
      (all, { cells }) => all + cells.reduce((sum, cell) => sum + Math.min(cell.truth, cell.current), 0),
      0,
    );
    const late = incomplete ? 0 : Math.max(0, truth - countedAtClosing);
    if (least > 0 && least + late > truth - remainder) return 1;
    return bounds.length > 0 && most < truth - remainder + base && truth <= most ? 0 : remainder / base;
  };
}

/** Returns the cells of a row and column from the component periods. Where one is not given, its own components replace it. */
function componentCellsOf(
  table: PlannedTable,
  components: readonly ComponentWithCounts[],
  row: string,
  column: string,
): { readonly cells: readonly ComponentCell[]; readonly isWhole: boolean } {
  const cells: ComponentCell[] = [];
  let isWhole = true;
  for (const one of components) {
    const key = cellKey(row, column);
    const released = releasedAt(table, one.part, row, column);
    const truth = one.truths.get(key) ?? 0;
    if (released !== null) {
      cells.push({ released, truth, current: one.currentCounts.get(key) ?? 0 });
      continue;
    }
    const below = componentCellsOf(table, one.components, row, column);
    cells.push(...below.cells);
    isWhole &&= one.components.length > 0 && below.isWhole;
  }
  return { cells, isWhole };
}

/** Returns the bounds that a shorter period leaves for several rows of a column together. */
function boundsOfPooledRows(
  table: PlannedTable,
  counted: ComponentWithCounts,
  rows: readonly string[],
  column: string,
  base: number,
): { readonly least: number; readonly most: number } {
  const { part, components } = counted;
  let [least, most] = [0, 0];
  const add = (number: DrawnNumber, isKept: boolean): void => {
    const bounds = number === null ? undefined : feasibilityInterval(number, base);
    least += isKept ? (bounds?.least ?? 0) : 0;
    most += isKept ? (bounds?.most ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  };
  const isNotReduced = (...of: readonly string[]): boolean =>
    of.every(
      (row) =>
        (counted.currentCounts.get(cellKey(row, column)) ?? 0) >=
        (counted.truths.get(cellKey(row, column)) ?? 0),
    );
  for (const row of rows) {
    const number = releasedAt(table, part, row, column);
    if (number !== null) add(number, isNotReduced(row));
  }
  const pooledRow = pooledRowAt(table, part, rows, column);
  const pooled = pooledRow === null ? [] : (part.drawn.pooledRows ?? []);
  if (pooledRow !== null) add(pooledRow, isNotReduced(...pooled));
  // A row that is not in the pooled row either has the bounds of still shorter periods.
  const missing = rows.filter(
    (row) => releasedAt(table, part, row, column) === null && !pooled.includes(row),
  );
  const below = missing.map((row) => componentCellsOf(table, components, row, column));
  for (const { cells, isWhole } of below) {
    for (const { released, truth, current } of cells) add(released, current >= truth);
    if (!isWhole || components.length === 0) most = Number.POSITIVE_INFINITY;
  }
  return { least, most };
}

/** Returns the pooled number of a shorter period, if all rows that it pools are in `rows`; otherwise null. */
function pooledRowAt(
  table: PlannedTable,
  part: ComponentPeriod,
  rows: readonly string[],
  column: string,
): DrawnNumber {
  const isWithin = (part.drawn.pooledRows ?? []).every((row) => rows.includes(row));
  return isWithin ? releasedAt(table, part, POOLED_ROW, column) : null;
}

function releasedAt(table: PlannedTable, part: ComponentPeriod, row: string, column: string): DrawnNumber {
  const place: CellPosition = { [table.rows.dimension]: row, [table.columns.dimension]: column };
  return numberAt(part.table, part.drawn, place) ?? null;
}

function withCounts(table: PlannedTable, part: ComponentPeriod): ComponentWithCounts {
  const truths = projectedCounts(table, part.table, part.cells);
  return {
    part,
    truths,
    currentCounts:
      part.currentCells === undefined ? truths : projectedCounts(table, part.table, part.currentCells),
    components: (part.componentPeriods ?? []).map((one) => withCounts(table, one)),
  };
}

/** Maps cells of a shorter period to the rows and columns of the longer one. */
export function projectCells(
  table: PlannedTable,
  shorter: PlannedTable,
  cells: Iterable<TrueCell>,
): TrueCell[] {
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

function projectedCounts(
  table: PlannedTable,
  shorter: PlannedTable,
  cells: Iterable<TrueCell>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { row, column, count } of projectCells(table, shorter, cells))
    counts.set(cellKey(row, column), (counts.get(cellKey(row, column)) ?? 0) + count);
  return counts;
}

/** Key of a cell in maps of counts. */
export const cellKey = (row: string, column: string): string => `${row}/${column}`;
