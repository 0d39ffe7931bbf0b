import { PERIOD_KINDS } from '@waylight/calendar';
import { ALL, type Axis, codesOfDimension, dimensionsOf, isSameAxis } from './axis.ts';
import { isMarginOf, type PlannedTable } from './planned-table.ts';

/** A problem between a table and the other tables of its plan. */
export type TableProblem = {
  readonly table: number;
  readonly field: readonly string[];
  readonly message: string;
};

/** Finds problems between tables. Each table alone is valid. */
export function findTableProblems(tables: readonly PlannedTable[]): TableProblem[] {
  return tables.flatMap((table, n) => {
    const problems: TableProblem[] = [];
    const report = (field: readonly string[], message: string | undefined) => {
      if (message !== undefined) problems.push({ table: n, field, message });
    };
    const before = tables.slice(0, n);
    if (table.splits !== undefined)
      report(
        ['splits'],
        findBreakdownProblem(
          table,
          before.find(({ id }) => id === table.splits?.table),
        ),
      );
    if (table.partsOf !== undefined)
      report(
        ['partsOf'],
        findComponentProblem(
          table,
          tables.find(({ id }) => id === table.partsOf),
        ),
      );
    report(['closesAfterDays'], findClosingProblem(table, before));
    report([], findIndependentDrawProblem(table, before));
    if (table.splits !== undefined) report(['partsOf'], findUncoupledProblem(table, tables));
    return problems;
  });
}

/** A period is released once. A table that closed on another day than the others would never be due, see `duePeriods`. */
function findClosingProblem(
  { id, period, closesAfterDays }: PlannedTable,
  before: readonly PlannedTable[],
): string | undefined {
  const other = before.find((one) => one.period === period && one.closesAfterDays !== closesAfterDays);
  return other === undefined
    ? undefined
    : `${other.id} closes ${other.closesAfterDays} days after its period, ${id} ${closesAfterDays} days: write the same number in every table with period ${period}, because a period is released once`;
}

/** Returns the reason why a table cannot break down another; undefined if it can. */
function findBreakdownProblem(table: PlannedTable, whole: PlannedTable | undefined): string | undefined {
  if (whole === undefined) return 'must name an earlier table of this plan';
  if (whole.period !== table.period || whole.dated !== table.dated)
    return 'must name a table with the same `period` and `dated`';
  if (whole.audience !== table.audience || table.alsoFor?.some((to) => !whole.alsoFor?.includes(to)))
    return 'must name a table for the same audiences';
  const { rows, columns } = table;
  const required = [rows.dimension, 'within' in columns ? columns.of : ALL].filter((one) => one !== ALL);
  const dimensions = dimensionsOf(whole);
  if (required.some((dimension) => !dimensions.includes(dimension)))
    return `must name a table that has the dimensions ${required.join(' and ')}`;
  // Only in top tables do margins have the same rounding bound as cells.
  if (whole.splits !== undefined && dimensions.some((dimension) => !required.includes(dimension)))
    return `would break down margins of ${whole.id}, which is itself a breakdown: name ${whole.splits.table} instead`;
  const above = IMPLIED_DIMENSION[columns.dimension];
  if (above !== undefined && dimensions.includes(above) && !required.includes(above))
    return `would count each ${above} a second time: define columns within each ${above}`;
  if (dimensions.includes(columns.dimension)) return `is already broken down by ${columns.dimension}`;
  if (rows.dimension !== ALL && !isAxisOf(rows, whole)) return 'must name a table with exactly these rows';
  if ('within' in columns && columns.of === rows.dimension)
    return 'cannot have columns within the dimension of the rows, because each row is broken down anyway';
  if ('within' in columns && !isSame(Object.keys(columns.within), codesOfDimension(whole, columns.of)))
    return `must define columns within each ${columns.of} of the table that it names, and within no other`;
  if (!('within' in columns) && columns.rest === undefined)
    return 'needs a `rest` among its columns, so that the columns add up to the number that is broken down';
  return undefined;
}

/** Returns the reason why a table cannot be coupled to one of shorter periods; undefined if it can. */
function findComponentProblem(table: PlannedTable, parts: PlannedTable | undefined): string | undefined {
  if (parts === undefined) return 'names no table of this plan';
  if (parts.dated !== table.dated) return 'must name a table with the same `dated`';
  if (![table.rows, table.columns].every((axis) => isAxisOf(axis, parts)))
    return 'must name a table that has at least the same rows and columns';
  if (parts.splits !== undefined && dimensionsOf(parts).length !== dimensionsOf(table).length)
    return `would be coupled to margins of ${parts.id}, which is a breakdown: name ${parts.splits.table} instead`;
  if (parts.audience !== table.audience) return 'must name a table for the same audience';
  const both = table.alsoFor?.find((to) => parts.alsoFor?.includes(to));
  if (both !== undefined)
    return `must name a table without ${both} in alsoFor: the two versions for ${both} would not be coupled`;
  if (PERIOD_KINDS.indexOf(parts.period) >= PERIOD_KINDS.indexOf(table.period))
    return 'must name a table with shorter periods';
  return parts.closesAfterDays > table.closesAfterDays
    ? 'must name a table whose closesAfterDays is not above that of this table'
    : undefined;
}

/**
 * Finds a table of shorter periods that counts the same reports and is not coupled. Example: a quarter is released as 0 (0 to 4
 * reports), and one of its months as 5 (1 to 9): together they tell that the month has 1 to 4.
 *
 * Margins of a top table are rounded like its cells. So a top table also contains the numbers of each table with fewer dimensions.
 * Any other table is coupled through the table of the longer period with its dimensions.
 */
function findUncoupledProblem(table: PlannedTable, tables: readonly PlannedTable[]): string | undefined {
  const isCoupledThrough = (other: PlannedTable): boolean =>
    tables.some(
      (one) =>
        isSame(dimensionsOf(one), dimensionsOf(other)) &&
        addsUpTo(table, one, tables) &&
        isCoupledTo(one, other, tables),
    );
  const shorter = tables.find(
    (other) =>
      PERIOD_KINDS.indexOf(other.period) < PERIOD_KINDS.indexOf(table.period) &&
      other.dated === table.dated &&
      (other.splits === undefined
        ? isSubset(dimensionsOf(table), dimensionsOf(other)) && !isCoupledTo(table, other, tables)
        : isSubset(dimensionsOf(other), impliedDimensionsOf(table)) && !isCoupledThrough(other)),
  );
  return shorter === undefined
    ? undefined
    : `counts the same reports as ${shorter.id} in longer periods: couple the two tables by partsOf, and add dimensions in a breakdown of this table`;
}

function isCoupledTo(table: PlannedTable, other: PlannedTable, tables: readonly PlannedTable[]): boolean {
  const parts = tables.find(({ id }) => id === table.partsOf);
  if (parts === undefined || PERIOD_KINDS.indexOf(parts.period) >= PERIOD_KINDS.indexOf(table.period))
    return false;
  return parts === other || isCoupledTo(parts, other, tables);
}

function isAxisOf(axis: Axis, { rows, columns }: PlannedTable): boolean {
  // The same code counts other reports if it merges other codes. A rest depends on the codes that the axis lists.
  return axis.dimension === ALL || [rows, columns].some((other) => isSameAxis(axis, other));
}

/**
 * Finds an independently drawn table that counts the same reports. Example: both count the reports of one country in
 * one month. One draw rounds 3 reports to 0 (0 to 4), the other to 5 (1 to 9): together they tell that there are 1 to 4.
 *
 * Two breakdowns agree if their common dimensions are those of a table to which the numbers of both add up.
 */
function findIndependentDrawProblem(
  table: PlannedTable,
  before: readonly PlannedTable[],
): string | undefined {
  const describe = (other: PlannedTable): string =>
    `would be drawn independently of ${other.id}, so that the two tables together disclose counts: couple them by partsOf, break one down by the other with splits, or add an earlier table with only their common dimensions`;
  const topTables = before.filter(({ splits, dated }) => splits === undefined && dated === table.dated);
  if (table.splits === undefined) {
    // Of two top tables of a period, only the first would be due.
    const independent = topTables.find(
      ({ partsOf, period }) => partsOf === table.partsOf || period === table.period,
    );
    return independent === undefined ? undefined : describe(independent);
  }
  const tables = [...before, table];
  const ofPeriod = tables.filter(({ period, dated }) => period === table.period && dated === table.dated);
  const independent = ofPeriod.find((other) => {
    const common = impliedDimensionsOf(table).filter((one) => impliedDimensionsOf(other).includes(one));
    return (
      other !== table &&
      common.length > 0 &&
      !ofPeriod.some(
        (one) =>
          isSubset(common, impliedDimensionsOf(one)) &&
          addsUpTo(table, one, tables) &&
          addsUpTo(other, one, tables),
      )
    );
  });
  return independent === undefined ? undefined : describe(independent);
}

/** Whether the numbers of a table add up to those of another, exactly or as a margin, directly or through others. */
function addsUpTo(table: PlannedTable, other: PlannedTable, tables: readonly PlannedTable[]): boolean {
  const above = tables.filter((one) => one.id === table.splits?.table || isMarginOf(one, table, tables));
  return table === other || above.some((one) => addsUpTo(one, other, tables));
}

/** Dimensions whose codes imply a code of another dimension: a type implies its group, an area its country. */
const IMPLIED_DIMENSION: Readonly<Record<string, string>> = {
  type: 'typeGroup',
  exactType: 'type',
  area: 'country',
  cause: 'type',
};

/** The dimensions of a table, and those that they imply. */
function impliedDimensionsOf(table: PlannedTable): readonly string[] {
  return dimensionsOf(table).flatMap((dimension) => {
    const above = IMPLIED_DIMENSION[dimension];
    return [dimension, ...(above === undefined ? [] : [above, IMPLIED_DIMENSION[above] ?? above])];
  });
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && isSubset(one, other);

const isSubset = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((value) => other.includes(value));
