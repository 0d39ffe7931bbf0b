import { ALL, type Axis, codesOf, POOLED_ROW } from '../plan/axis.ts';
import type { RoundedTable } from '../rounding/controlled-rounding.ts';

/** A released number. Null (withheld) if the total that contains it is below the threshold. */
export type DrawnNumber = number | null;

/** A randomly rounded table, as it is released. Aggregation rounds each table once, with a secret key. */
export type DrawnTable = {
  readonly tableId: string;
  readonly period: string;
  readonly roundingBase: number;
  /** The last row is `POOLED_ROW` if small rows were merged into one. */
  readonly rows: readonly string[];
  /** The rows that `POOLED_ROW` pools; absent without it. They have no cells of their own. */
  readonly pooledRows?: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly DrawnNumber[])[];
  readonly rowTotals: readonly DrawnNumber[];
  readonly columnTotals: readonly DrawnNumber[];
  readonly total: DrawnNumber;
  readonly victims?: VictimSums;
};

/** Number of victims in each row, in row order, and in the whole table; null if withheld. */
export type VictimSums = {
  readonly roundingBase: number;
  /** Minimum number of released incidents behind a sum. */
  readonly minIncidents: number;
  readonly rows: readonly DrawnNumber[];
  readonly total: DrawnNumber;
};

/** A table without withheld numbers. */
export type FullTable = Omit<DrawnTable, keyof RoundedTable> & RoundedTable;

/** A randomly rounded table as in a release event: cells row by row, 0 for each withheld number. */
export type ReleaseEventTable = {
  readonly tableId: string;
  readonly period: string;
  readonly roundingBase: number;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly number[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
  /** Indexes of withheld numbers in the list: cells, row totals, column totals, total. */
  readonly notGiven?: readonly number[];
  readonly pooledRows?: readonly string[];
  readonly victims?: ReleaseEventVictims | undefined;
};

type ReleaseEventVictims = {
  readonly roundingBase: number;
  readonly minIncidents: number;
  readonly rows: readonly number[];
  readonly total: number;
  /** Indexes of withheld sums in the list: rows, total. */
  readonly notGiven: readonly number[];
};

export function drawnTableOf(release: ReleaseEventTable): DrawnTable {
  const { tableId, period, roundingBase, rows, columns, pooledRows = [] } = release;
  const withheld = new Set(release.notGiven ?? []);
  const numbers: DrawnNumber[] = [
    ...release.cells,
    ...release.rowTotals,
    ...release.columnTotals,
    release.total,
  ].map((value, place) => (withheld.has(place) ? null : value));
  const [width, height] = [columns.length, rows.length];
  const area = width * height;
  return {
    tableId,
    period,
    roundingBase,
    rows,
    ...(pooledRows.length === 0 ? {} : { pooledRows }),
    columns,
    cells: rows.map((_, row) => numbers.slice(row * width, (row + 1) * width)),
    rowTotals: numbers.slice(area, area + height),
    columnTotals: numbers.slice(area + height, area + height + width),
    total: numbers[area + height + width] ?? null,
    ...(release.victims === undefined ? {} : { victims: victimSumsOf(release.victims) }),
  };
}

function victimSumsOf({
  roundingBase,
  minIncidents,
  rows,
  total,
  notGiven,
}: ReleaseEventVictims): VictimSums {
  const withheld = new Set(notGiven);
  const numbers = [...rows, total].map((value, place) => (withheld.has(place) ? null : value));
  return { roundingBase, minIncidents, rows: numbers.slice(0, -1), total: numbers.at(-1) ?? null };
}

/** The inverse of `drawnTableOf`. */
export function releaseEventTableOf(
  drawn: DrawnTable,
): Required<Omit<ReleaseEventTable, 'victims'>> & Pick<ReleaseEventTable, 'victims'> {
  const { tableId, period, roundingBase, rows, columns, cells, rowTotals, columnTotals, total } = drawn;
  const numbers = [...cells.flat(), ...rowTotals, ...columnTotals, total];
  const { victims } = drawn;
  return {
    tableId,
    period,
    roundingBase,
    rows,
    columns,
    cells: cells.flat().map(orZero),
    rowTotals: rowTotals.map(orZero),
    columnTotals: columnTotals.map(orZero),
    total: orZero(total),
    notGiven: indexesOfWithheld(numbers),
    pooledRows: drawn.pooledRows ?? [],
    ...(victims === undefined
      ? {}
      : {
          victims: {
            roundingBase: victims.roundingBase,
            minIncidents: victims.minIncidents,
            rows: victims.rows.map(orZero),
            total: orZero(victims.total),
            notGiven: indexesOfWithheld([...victims.rows, victims.total]),
          },
        }),
  };
}

const orZero = (value: DrawnNumber): number => value ?? 0;

const indexesOfWithheld = (numbers: readonly DrawnNumber[]): number[] =>
  numbers.flatMap((value, place) => (value === null ? [place] : []));

/**
 * A position in a table: codes by dimension. An omitted dimension of the table selects its margin. Dimensions that the table
 * does not have are ignored.
 */
export type CellPosition = Readonly<Record<string, string>>;

type AxisName = Pick<Axis, 'dimension'>;

/** Returns the number at a position; null if it is withheld, undefined if the table has no such position. */
export function numberAt(
  { rows, columns }: { readonly rows: AxisName; readonly columns: AxisName },
  drawn: DrawnTable,
  place: CellPosition,
): DrawnNumber | undefined {
  const indexIn = (axis: AxisName, codes: readonly string[]): number | undefined => {
    if (axis.dimension === ALL) return 0;
    const at = place[axis.dimension];
    return at === undefined ? undefined : codes.indexOf(at);
  };
  const row = indexIn(rows, drawn.rows);
  const column = indexIn(columns, drawn.columns);
  if (row === undefined) return column === undefined ? drawn.total : drawn.columnTotals[column];
  return column === undefined ? drawn.rowTotals[row] : drawn.cells[row]?.[column];
}

/** Whether a table has the rows and columns of the plan. */
export function hasAxes(
  drawn: DrawnTable,
  { rows, columns }: { readonly rows: Axis; readonly columns: Axis },
): boolean {
  const same = (codes: readonly string[], axis: Axis): boolean =>
    codes.filter((one) => one !== POOLED_ROW).join() === codesOf(axis).join();
  return same(drawn.rows, rows) && same(drawn.columns, columns);
}
