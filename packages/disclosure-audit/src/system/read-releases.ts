import {
  ALL,
  type Axis,
  codesByParent,
  codesOf,
  dimensionsOf,
  feasibilityInterval,
  numberAt,
  type PlannedTable,
  POOLED_ROW,
} from '@waylight/disclosure-control';
import { commonGroups } from './common-codes.ts';
import {
  type CountPlace,
  createLinearSystem,
  type HiddenCount,
  type LinearSystem,
  sumOf,
  type Term,
  type Variable,
} from './linear-system.ts';
import {
  keyOf,
  type OwnCounts,
  type ReleasedTable,
  type ReleaseVariables,
  truthAt,
  variablesAt,
} from './release-variables.ts';
import { addVictimConstraints } from './victim-constraints.ts';

/** Constraints of releases. Each period is constrained by itself. */
export type ReleaseConstraints = {
  readonly linearSystem: LinearSystem;
  readonly hidden: readonly HiddenCount[];
  /** In the order of the releases. */
  readonly tables: readonly ReleaseVariables[];
  readonly own: OwnCounts;
};

/** Reads all numbers. Relates the tables and audiences of one period, but not those of different periods. */
export function readReleases(releases: readonly ReleasedTable[]): ReleaseConstraints {
  const linearSystem = createLinearSystem();
  const hidden: HiddenCount[] = [];
  const own: OwnCounts = new Map();
  const tables: ReleaseVariables[] = [];
  // The order has each table before its breakdowns, and a narrower audience before a wider one.
  for (const release of releases) {
    const cells = addVariables(linearSystem, hidden, release);
    if (release.isLatent === true) {
      addOwn(own, cells, []);
      tables.push(cells);
      continue;
    }
    const { table, period, audience } = release;
    const samePeriod = tables.filter(
      ({ release: other }) => other.isLatent !== true && other.period === period,
    );
    const brokenDown = samePeriod.find(
      ({ release: other }) => other.table.id === table.splits?.table && other.audience === audience,
    );
    const margins = addTableConstraints(linearSystem, hidden, cells);
    addOwn(own, cells, margins);
    addVictimConstraints(linearSystem, own, cells);
    if (brokenDown !== undefined) addBreakdownConstraints(linearSystem, cells, brokenDown);
    addCommonDimensionConstraints(
      linearSystem,
      cells,
      samePeriod.filter(({ release: other }) => other.audience === audience),
    );
    // The previous audience that has a release of the table. An audience in between may be too small and
    // have none.
    const narrower = samePeriod.findLast(({ release: other }) => other.table.id === table.id);
    if (narrower !== undefined) addAudienceConstraints(linearSystem, cells, narrower);
    tables.push(cells);
  }
  return { linearSystem, hidden, tables, own };
}

/** Sum of some cells of a table. */
type Margin = {
  readonly variable: Variable;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
};

/** Adds each organisation's own part of the cells and margins of a table. */
function addOwn(own: OwnCounts, cells: ReleaseVariables, margins: readonly Margin[]): void {
  for (const [name, parts] of cells.ownCounts) {
    const counts = own.get(name) ?? new Map<Variable, number>();
    own.set(name, counts);
    for (const [key, count] of parts) {
      const variable = cells.countByKey.get(key)?.variable;
      if (variable !== undefined) counts.set(variable, count);
    }
    for (const { variable, rows, columns } of margins)
      counts.set(variable, ownAt(cells, name, rows, columns));
  }
}

/** An organisation's own part of some cells of a table. */
export function ownAt(
  { ownCounts }: ReleaseVariables,
  name: string,
  rows: readonly string[],
  columns: readonly string[],
): number {
  const parts = ownCounts.get(name);
  let count = 0;
  for (const row of rows) for (const column of columns) count += parts?.get(keyOf(row, column)) ?? 0;
  return count;
}

/** Adds up own counts by row and column, once for all comparisons of periods. */
function ownPartsOf({ cellsByOrganisation }: ReleasedTable): ReleaseVariables['ownCounts'] {
  const parts = new Map<string, Map<string, number>>();
  for (const [name, cells] of cellsByOrganisation ?? []) {
    const counts = new Map<string, number>();
    for (const { row, column, count } of cells)
      counts.set(keyOf(row, column), (counts.get(keyOf(row, column)) ?? 0) + count);
    parts.set(name, counts);
  }
  return parts;
}

function nameOf({ table, period, audience }: ReleasedTable, row: string, column: string): string {
  return `${table.id} ${period} ${audience}: ${row}, ${column}`;
}

/** Codes of the dimensions that a table has. */
function codesIn(table: PlannedTable, codes: CountPlace['codes']): CountPlace['codes'] {
  return Object.fromEntries(
    dimensionsOf(table).flatMap((dimension) => {
      const code = codes[dimension];
      return code === undefined ? [] : [[dimension, code] as const];
    }),
  );
}

function addVariables(
  linearSystem: LinearSystem,
  hidden: HiddenCount[],
  release: ReleasedTable,
): ReleaseVariables {
  const truths = new Map<string, number>();
  for (const { row, column, count } of release.cells)
    truths.set(keyOf(row, column), (truths.get(keyOf(row, column)) ?? 0) + count);
  const countByKey = new Map<string, { variable: Variable; truth: number }>();
  for (const row of codesOf(release.table.rows))
    for (const column of codesOf(release.table.columns)) {
      const truth = truths.get(keyOf(row, column)) ?? 0;
      const variable = linearSystem.addVariable({ least: 0, most: Number.POSITIVE_INFINITY, start: truth });
      countByKey.set(keyOf(row, column), { variable, truth });
      if (release.isLatent === true) continue;
      const { table } = release;
      const codes = codesIn(table, { [table.rows.dimension]: row, [table.columns.dimension]: column });
      hidden.push({
        variable,
        truth,
        name: nameOf(release, row, column),
        place: { tableId: table.id, period: release.period, codes },
      });
    }
  return { release, countByKey, ownCounts: ownPartsOf(release) };
}

/** Adds the numbers of a table: cells, pooled rows, and margins unless they are only sums. */
function addTableConstraints(
  linearSystem: LinearSystem,
  hidden: HiddenCount[],
  cells: ReleaseVariables,
): Margin[] {
  const { release, countByKey } = cells;
  const { table, drawn, audience } = release;
  const { roundingBase } = drawn;
  const rows = codesOf(table.rows);
  const columns = codesOf(table.columns);
  const numberIn = (row: string, column: string) =>
    drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)] ?? null;
  for (const row of rows)
    for (const column of columns) {
      const value = numberIn(row, column);
      const cell = countByKey.get(keyOf(row, column));
      if (value !== null && cell !== undefined)
        linearSystem.addConstraint(sumOf([cell.variable]), feasibilityInterval(value, roundingBase));
    }
  for (const column of drawn.rows.includes(POOLED_ROW) ? columns : []) {
    const value = numberIn(POOLED_ROW, column);
    if (value !== null)
      linearSystem.addConstraint(
        sumOf(variablesAt(cells, drawn.pooledRows ?? [], [column])),
        feasibilityInterval(value, roundingBase),
      );
  }
  // Margins of a breakdown are the numbers of its parent table, and those of a wider audience are sums of its
  // cells.
  if (table.splits !== undefined || audience !== table.audience) return [];
  const margins: Margin[] = [];
  const isBounded = table.partsOf === undefined || dimensionsOf(table).length === 0;
  const margin = (
    name: string,
    inRows: readonly string[],
    inColumns: readonly string[],
    codes: CountPlace['codes'],
  ) => {
    const sum = linearSystem.addVariable();
    const variables = variablesAt(cells, inRows, inColumns);
    linearSystem.addConstraint([...sumOf([sum]), ...sumOf(variables, -1)], { least: 0, most: 0 });
    const truth = truthAt(cells, inRows, inColumns);
    hidden.push({
      variable: sum,
      truth,
      name,
      place: { tableId: table.id, period: release.period, codes },
    });
    margins.push({ variable: sum, rows: inRows, columns: inColumns });
    const value = numberAt(table, drawn, codes);
    if (isBounded && typeof value === 'number')
      linearSystem.addConstraint(sumOf([sum]), feasibilityInterval(value, roundingBase));
  };
  if (table.rows.dimension !== ALL && table.columns.dimension !== ALL) {
    for (const row of rows)
      margin(nameOf(release, row, 'total'), [row], columns, { [table.rows.dimension]: row });
    for (const column of columns)
      margin(nameOf(release, 'total', column), rows, [column], { [table.columns.dimension]: column });
  }
  if (dimensionsOf(table).length > 0) margin(nameOf(release, 'total', 'total'), rows, columns, {});
  return margins;
}

/** Codes of each dimension. A missing dimension means all its codes. */
export type Place = Readonly<Record<string, readonly string[]>>;

export function codesAt(axis: Axis, place: Place): readonly string[] {
  return place[axis.dimension] ?? codesOf(axis);
}

export function variablesIn(cells: ReleaseVariables, place: Place): Variable[] {
  const { rows, columns } = cells.release.table;
  return variablesAt(cells, codesAt(rows, place), codesAt(columns, place));
}

function addBreakdownConstraints(
  linearSystem: LinearSystem,
  cells: ReleaseVariables,
  brokenDown: ReleaseVariables,
): void {
  const { table } = cells.release;
  for (const row of codesOf(table.rows))
    for (const [group, columns] of codesByParent(table.columns)) {
      const place = {
        [table.rows.dimension]: [row],
        ...('within' in table.columns ? { [table.columns.of]: [group] } : {}),
      };
      linearSystem.addConstraint(
        [...sumOf(variablesAt(cells, [row], columns)), ...sumOf(variablesIn(brokenDown, place), -1)],
        { least: 0, most: 0 },
      );
    }
}

/**
 * Equates the counts of the columns with those of the first table that has the same dimension: the column of a
 * cross with its one-way number, or with the column of another cross if the one-way table is withheld.
 */
function addCommonDimensionConstraints(
  linearSystem: LinearSystem,
  cells: ReleaseVariables,
  before: readonly ReleaseVariables[],
): void {
  const { columns } = cells.release.table;
  const axisOf = ({ release }: ReleaseVariables): Axis | undefined =>
    [release.table.rows, release.table.columns].find(({ dimension }) => dimension === columns.dimension);
  const other = columns.dimension === ALL ? undefined : before.find((one) => axisOf(one) !== undefined);
  const axis = other && axisOf(other);
  if (other === undefined || axis === undefined) return;
  for (const [own = [], others = []] of commonGroups([columns, axis]))
    linearSystem.addConstraint(
      [
        ...sumOf(variablesIn(cells, { [columns.dimension]: own })),
        ...sumOf(variablesIn(other, { [columns.dimension]: others }), -1),
      ],
      { least: 0, most: 0 },
    );
}

function addAudienceConstraints(
  linearSystem: LinearSystem,
  part: ReleaseVariables,
  whole: ReleaseVariables,
): void {
  for (const row of codesOf(part.release.table.rows))
    for (const column of codesOf(part.release.table.columns)) {
      const place = [row, column] as const;
      const all = whole.countByKey.get(keyOf(...place));
      const some = part.countByKey.get(keyOf(...place));
      if (all === undefined || some === undefined) continue;
      const terms: Term[] = [...sumOf([all.variable]), ...sumOf([some.variable], -1)];
      const [wholeNumber, partNumber] = [whole, part].map(({ release: { drawn } }) => {
        return drawn.cells[drawn.rows.indexOf(row)]?.[drawn.columns.indexOf(column)];
      });
      // The difference, which only the narrower audience may read, is rounded like any number.
      const left =
        typeof wholeNumber === 'number' && typeof partNumber === 'number'
          ? wholeNumber - partNumber
          : undefined;
      linearSystem.addConstraint(
        terms,
        left === undefined
          ? { least: 0, most: Number.POSITIVE_INFINITY }
          : feasibilityInterval(left, whole.release.drawn.roundingBase),
      );
    }
}
