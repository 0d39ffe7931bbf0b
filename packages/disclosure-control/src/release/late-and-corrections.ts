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
import { periodKindOf, releasePeriodsWithin } from '../plan/release-periods.ts';
import { audiencesOf, type PlannedTable, type ReleasePlan } from '../plan/release-plan.ts';
import { positionsOf } from './export-table.ts';
import type { Coordinates } from './exported-table-schema.ts';

/** A release as its event says it, with the dimensions of its rows and columns. */
export type ComparableRelease = ReleaseEventTable & {
  readonly rowDimension: string;
  readonly columnDimension: string;
  readonly marginsAreSums?: boolean;
};

/** What was counted in a longer period and in none of its parts, as released numbers say it; below 0 where more was taken back. */
export type LateNumber = {
  readonly value: number;
  /** So much of it, up or down, may be rounding alone: what the rounding of each number that it is made of may be, added up. */
  readonly roundingAtMost: number;
};

/** The line "late and corrections" of a table, by the dimensions that it and its parts tell apart; null where one of them gives no number. */
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
 * The ids of the releases that a release of a longer period is held against: those of the table that the plan couples it to, or couples
 * the table to that it splits, in each shorter period and for the same circle. None where there is no such table.
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
  return releasePeriodsWithin(shorter.period, table.period, period).map((component) =>
    releaseIdOf(shorter, component, audience),
  );
}

function componentTableOf(
  { tables }: Pick<ReleasePlan, 'tables'>,
  table: PlannedTable,
): PlannedTable | undefined {
  const named = (id: string | undefined) => tables.find((one) => one.id === id);
  if (table.partsOf !== undefined) return named(table.partsOf);
  const whole = named(table.splits?.table);
  return whole && componentTableOf({ tables }, whole);
}

/**
 * Of a release of a longer period and all those of the shorter ones within it, to the same circle: each number that both give, less the
 * sum of the parts. It is computed from what was released and says nothing that its readers could not work out. Undefined where a part
 * is missing, and where the plan has changed rows or columns in between: then the same code may stand for something else.
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
  const at = (place: CellPosition): LateNumber | null => subtractComponents(longer, components, place);
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
    cells: rowPlaces.map((row) => columnPlaces.map((column) => at({ ...row, ...column }))),
    rowTotals: rowPlaces.map(at),
    columnTotals: columnPlaces.map(at),
    total: at({}),
  };
}

/** Each number that is given, by its place: a code of each dimension, and `TOTAL` for a margin. */
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

/** Whether the parts are releases of one table, one for each shorter period, and none is missing. */
function isComplete(longer: ComparableRelease, components: readonly ComparableRelease[]): boolean {
  const [first] = components;
  const [kind, of] = [periodKindOf(first?.period ?? ''), periodKindOf(longer.period)];
  if (first === undefined || kind === undefined || of === undefined) return false;
  const periods = components.map(({ period }) => period).toSorted();
  return (
    components.every(({ tableId }) => tableId === first.tableId) &&
    isSame(periods, releasePeriodsWithin(kind, of, longer.period).toSorted())
  );
}

/** The number of the longer period at a place, less those of its parts. */
function subtractComponents(
  longer: ComparableRelease,
  components: readonly ComparableRelease[],
  place: CellPosition,
): LateNumber | null {
  const whole = numberOf(longer, place);
  const shorter = components.map((component) => numberOf(component, place));
  if (whole === null || shorter.includes(null)) return null;
  const given = shorter.filter((one) => one !== null);
  return {
    value: given.reduce((rest, { value }) => rest - value, whole.value),
    roundingAtMost: given.reduce((all, { roundingAtMost }) => all + roundingAtMost, whole.roundingAtMost),
  };
}

/** A released number with how far it may be from the truth: less than k, or where it is a sum of cells less than k for each of them. */
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

/** The codes of a dimension, but for the row of those that are taken together: each period may take others together. */
function codesIn({ rowDimension, rows, columns }: ComparableRelease, dimension: string): readonly string[] {
  return (dimension === rowDimension ? rows : columns).filter((code) => code !== POOLED_ROW);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.join() === others.join();
}
