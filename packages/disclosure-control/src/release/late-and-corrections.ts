import { periodKindOf, periodsWithin } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import {
  type CellPosition,
  type DrawnNumber,
  drawnTableOf,
  numberAt,
  type ReleaseEventTable,
} from '../draw/drawn-table.ts';
import { ALL, POOLED_ROW } from '../plan/axis.ts';
import { releaseIdOf } from '../plan/due-periods.ts';
import { audiencesOf, type PlannedTable } from '../plan/planned-table.ts';
import type { ReleasePlan } from '../plan/release-plan.ts';
import { positionsOf } from './export-table.ts';
import type { Coordinates } from './exported-table-schema.ts';

/** A release event's table with the dimensions of its rows and columns. */
export type ComparableRelease = ReleaseEventTable & {
  readonly rowDimension: string;
  readonly columnDimension: string;
  readonly marginsAreSums?: boolean;
};

/**
 * The released number of a longer period minus the sum of its components. It is below 0 if more reports were retracted than added.
 */
export type LateNumber = {
  readonly value: number;
  /**
   * Sum of the largest rounding errors of the numbers behind `value`. So much of the difference, in either direction, may be only
   * rounding.
   */
  readonly roundingAtMost: number;
};

/**
 * The numbers "late and corrections" of a table, by the dimensions that the table shares with its components. Null if a number is
 * not given.
 */
export type LateAndCorrections = {
  readonly rowDimension: string;
  readonly rows: readonly string[];
  readonly columnDimension: string;
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (LateNumber | null)[])[];
  readonly rowTotals: readonly (LateNumber | null)[];
  readonly columnTotals: readonly (LateNumber | null)[];
  readonly total: LateNumber | null;
};

/**
 * Returns the ids of the releases with which a release of a longer period is compared. They are releases of the table to which the
 * plan couples its table (or the table that it breaks down), one for each shorter period, for the same audience. Empty if there is
 * no such table.
 */
export function componentReleaseIdsOf(
  plan: ReleasePlan,
  { tableId, period }: Pick<ReleaseEventTable, 'tableId' | 'period'>,
  audience: Audience,
): readonly string[] {
  const table = plan.tables.find(({ id }) => id === tableId);
  const shorter = table && componentTableOf(plan, table);
  if (table === undefined || shorter === undefined || periodKindOf(period) !== table.period) return [];
  if (!audiencesOf(shorter).includes(audience)) return [];
  return periodsWithin(shorter.period, table.period, period).map((component) =>
    releaseIdOf(shorter, component, audience),
  );
}

function componentTableOf(
  { tables }: Pick<ReleasePlan, 'tables'>,
  table: PlannedTable,
): PlannedTable | undefined {
  const tableById = (id: string | undefined) => tables.find((one) => one.id === id);
  if (table.partsOf !== undefined) return tableById(table.partsOf);
  const whole = tableById(table.splits?.table);
  return whole && componentTableOf({ tables }, whole);
}

/**
 * Subtracts the releases of all component periods from the release of the longer period for the same audience, number by number.
 * The result is computed only from released numbers, so readers could compute it themselves. Undefined if a component is missing.
 * Also undefined if rows or columns of the plan have changed in between, because the same code may then count other reports.
 */
export function computeLateAndCorrections(
  longer: ComparableRelease,
  components: readonly ComparableRelease[],
): LateAndCorrections | undefined {
  if (!isComplete(longer, components)) return undefined;
  const isShared = (dimension: string): boolean =>
    components.every(({ rowDimension, columnDimension }) =>
      [rowDimension, columnDimension].includes(dimension),
    );
  const shared = dimensionsOf(longer).filter(isShared);
  if (
    shared.some((dimension) =>
      components.some((component) => !isSame(codesIn(component, dimension), codesIn(longer, dimension))),
    )
  )
    return undefined;
  const line = (dimension: string) =>
    shared.includes(dimension)
      ? { dimension, codes: codesIn(longer, dimension) }
      : { dimension: ALL, codes: [ALL] };
  const numberAtPosition = (place: CellPosition): LateNumber | null =>
    subtractComponents(longer, components, place);
  const placeOf = (dimension: string, code: string): CellPosition =>
    dimension === ALL ? {} : { [dimension]: code };
  const [rows, columns] = [line(longer.rowDimension), line(longer.columnDimension)];
  const rowPlaces = rows.codes.map((code) => placeOf(rows.dimension, code));
  const columnPlaces = columns.codes.map((code) => placeOf(columns.dimension, code));
  return {
    rowDimension: rows.dimension,
    rows: rows.codes,
    columnDimension: columns.dimension,
    columns: columns.codes,
    cells: rowPlaces.map((row) => columnPlaces.map((column) => numberAtPosition({ ...row, ...column }))),
    rowTotals: rowPlaces.map(numberAtPosition),
    columnTotals: columnPlaces.map(numberAtPosition),
    total: numberAtPosition({}),
  };
}

/** Lists each given number with its coordinates: a code of each dimension, or `TOTAL` for a margin. */
export function lateNumbersOf(late: LateAndCorrections): (LateNumber & { readonly coords: Coordinates })[] {
  const columns = positionsOf({ dimension: late.columnDimension, codes: late.columns });
  return positionsOf({ dimension: late.rowDimension, codes: late.rows }).flatMap((row) =>
    columns.flatMap((column) => {
      const line = row.at === undefined ? late.columnTotals : late.cells[row.at];
      const sum = row.at === undefined ? late.total : late.rowTotals[row.at];
      const one = column.at === undefined ? sum : line?.[column.at];
      return one === undefined || one === null
        ? []
        : [{ coords: { ...row.coords, ...column.coords }, ...one }];
    }),
  );
}

/** Whether the components are all releases of one table, with exactly one for each shorter period. */
function isComplete(longer: ComparableRelease, components: readonly ComparableRelease[]): boolean {
  const [first] = components;
  const [kind, of] = [periodKindOf(first?.period ?? ''), periodKindOf(longer.period)];
  if (first === undefined || kind === undefined || of === undefined) return false;
  const periods = components.map(({ period }) => period).toSorted();
  return (
    components.every(({ tableId }) => tableId === first.tableId) &&
    isSame(periods, periodsWithin(kind, of, longer.period).toSorted())
  );
}

/** Returns the number of the longer period at a position, minus the numbers of its components. */
function subtractComponents(
  longer: ComparableRelease,
  components: readonly ComparableRelease[],
  place: CellPosition,
): LateNumber | null {
  const whole = numberOf(longer, place);
  const shorter = components.map((component) => numberOf(component, place));
  if (whole === null || shorter.includes(null)) return null;
  const givenNumbers = shorter.filter((one) => one !== null);
  return {
    value: givenNumbers.reduce((rest, { value }) => rest - value, whole.value),
    roundingAtMost: givenNumbers.reduce(
      (all, { roundingAtMost }) => all + roundingAtMost,
      whole.roundingAtMost,
    ),
  };
}

/** Returns a released number with its largest rounding error: k - 1, times the number of cells if the number is a sum of cells. */
function numberOf(release: ComparableRelease, place: CellPosition): LateNumber | null {
  const drawn = drawnTableOf(release);
  const axes = { rows: { dimension: release.rowDimension }, columns: { dimension: release.columnDimension } };
  const value: DrawnNumber | undefined = numberAt(axes, drawn, place);
  if (value === undefined || value === null) return null;
  const summed =
    release.marginsAreSums === true ? dimensionsOf(release).filter((one) => place[one] === undefined) : [];
  if (summed.length > 0 && drawn.cells.flat().includes(null)) return null;
  const cells = summed.reduce((all, dimension) => all * codesIn(release, dimension).length, 1);
  return { value, roundingAtMost: cells * (release.roundingBase - 1) };
}

function dimensionsOf({ rowDimension, columnDimension }: ComparableRelease): string[] {
  return [rowDimension, columnDimension].filter((dimension) => dimension !== ALL);
}

/** Returns the codes of a dimension without the pooled row, because that row may pool different rows in each period. */
function codesIn({ rowDimension, rows, columns }: ComparableRelease, dimension: string): readonly string[] {
  return (dimension === rowDimension ? rows : columns).filter((code) => code !== POOLED_ROW);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.join() === others.join();
}
