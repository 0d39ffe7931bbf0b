import {
  controlledRounding,
  coupleToComponents,
  drawTable,
  type FullTable,
  keyedUniform,
  roundRowsToTotals,
  sum,
  withTotals,
} from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import {
  createLinearSystem,
  type HiddenCount,
  type LinearSystem,
  type Variable,
} from '../system/linear-system.ts';
import { addEqualCounts, addTable, columnOf, type TableVariables } from './table-constraints.fixture.ts';

/** Codes of a report: 0, 1, … of each list. */
type Report = {
  readonly month: number;
  readonly country: number;
  readonly type: number;
  readonly persons: number;
  readonly segment: number;
  readonly method: number;
  readonly perpetrator: number;
  readonly organisation: number;
};

const COUNTRIES = 7;
const TYPES = 17;
const SEGMENTS = 25;
/** Countries with many reports, broken down by segment each month. */
const LARGE = 3;
const MONTHLY_SEGMENTS = 20;
const ORGANISATIONS = 90;
/** Type groups of a month and merged types of a quarter; both are unions of types. */
const groupOf = (type: number): number => Math.floor((type * 5) / TYPES);
const mergedOf = (type: number): number => Math.floor((type * 9) / TYPES);
const monthlySegment = (segment: number): number => Math.min(segment, MONTHLY_SEGMENTS - 1);

export type SimulatedYear = {
  readonly linearSystem: LinearSystem;
  /** All counts. No outsider knows any of them. */
  readonly hidden: readonly HiddenCount[];
  /** An organisation's own part of each count. */
  own(organisation: number): ReadonlyMap<Variable, number>;
};

/**
 * One year of a region, published under a plan of many tables. Each month has a table of countries by type
 * group. Its columns are broken down by type, its total by person group, and the rows of large countries by
 * segment. Each quarter has a table of countries that is coupled to the months. It is broken down by group,
 * merged type, person group, segment, method and perpetrator.
 */
export function simulatedYear({
  seed,
  reports,
  months = 12,
}: {
  readonly seed: string;
  readonly reports: number;
  readonly months?: number;
}): SimulatedYear {
  const secret = releaseSecretBytes();
  const uniformOf = (...labels: string[]) => keyedUniform(secret, seed, ...labels);
  const all = drawReports(uniformOf('reports'), Math.round((reports * months) / 12), months);
  const linearSystem = createLinearSystem();
  const hidden: HiddenCount[] = [];
  const owned: (readonly Report[])[] = [];

  type By = (report: Report) => number;
  type Counted = {
    readonly table: FullTable;
    readonly read: TableVariables;
    readonly truth: readonly (readonly number[])[];
  };
  const count = (
    reported: readonly Report[],
    rows: number,
    row: By,
    columns: number,
    column: By,
  ): Report[][][] => {
    const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, (): Report[] => []));
    for (const report of reported) cells[row(report)]?.[column(report)]?.push(report);
    return cells;
  };
  const read = (
    table: FullTable,
    reportsOf: Report[][][],
    bounded: 'cells-and-margins' | 'cells',
  ): Counted => {
    const variables = addTable(linearSystem, table, bounded);
    variables.cells.forEach((row, r) => {
      row.forEach((variable, c) => {
        const own = reportsOf[r]?.[c] ?? [];
        hidden.push({ variable, truth: own.length, name: `${table.tableId} ${table.period} ${r}/${c}` });
        owned[variable] = own;
      });
    });
    return { table, read: variables, truth: reportsOf.map((row) => row.map((cell) => cell.length)) };
  };
  const tableOf = (tableId: string, period: string, cells: readonly (readonly number[])[]): FullTable => ({
    tableId,
    period,
    roundingBase: 5,
    rows: cells.map((_, r) => `r${r}`),
    columns: (cells[0] ?? []).map((_, c) => `c${c}`),
    ...withTotals(cells),
  });
  /** A breakdown of released numbers. Each released number equals the sum of `parents` of its row. */
  const breakDown = (
    tableId: string,
    period: string,
    released: readonly number[],
    parents: readonly (readonly Variable[])[],
    reportsOf: Report[][][],
  ): Counted => {
    const truth = reportsOf.map((row) => row.map((cell) => cell.length));
    const drawn = roundRowsToTotals(released, truth, { uniform: uniformOf(tableId, period) });
    const counted = read(tableOf(tableId, period, drawn), reportsOf, 'cells');
    parents.forEach((parent, r) => {
      addEqualCounts(linearSystem, parent, counted.read.cells[r] ?? []);
    });
    return counted;
  };

  const drawn = Array.from({ length: months }, (_, month) => {
    const of = all.filter((report) => report.month === month);
    const period = `month ${month}`;
    const cells = count(
      of,
      COUNTRIES,
      (r) => r.country,
      5,
      (r) => groupOf(r.type),
    );
    const [rows, columns] = [codes(COUNTRIES), codes(5)];
    const table = drawTable({
      secret,
      tableId: `countries ${seed}`,
      period,
      rows,
      columns,
      cells: cells.flatMap((row, r) =>
        row.map((cell, c) => ({ row: rows[r] ?? '', column: columns[c] ?? '', count: cell.length })),
      ),
    });
    const countries = read(table, cells, 'cells-and-margins');
    const byType = count(
      of,
      5,
      (r) => groupOf(r.type),
      TYPES,
      (r) => r.type,
    );
    const drawnTypes = roundRowsToTotals(
      table.columnTotals,
      byType.map((row) => row.map((cell) => cell.length)),
      { uniform: uniformOf('types', period) },
    );
    // A type belongs to one group, as every reader knows. So the breakdown has no cells of this type in other
    // groups.
    const types = byType.flatMap((row, group) => {
      const isOf = (_: unknown, type: number) => groupOf(type) === group;
      const line = tableOf(`types ${group}`, period, [(drawnTypes[group] ?? []).filter(isOf)]);
      const { cells } = read(line, [row.filter(isOf)], 'cells').read;
      addEqualCounts(linearSystem, columnOf(countries.read.cells, group), cells.flat());
      return cells.flat();
    });
    const byPersons = count(
      of,
      1,
      () => 0,
      6,
      (r) => r.persons,
    );
    const persons = breakDown('persons', period, [table.total], [countries.read.cells.flat()], byPersons);
    const bySegment = count(
      of,
      LARGE,
      (r) => r.country,
      MONTHLY_SEGMENTS,
      (r) => monthlySegment(r.segment),
    );
    const large = table.rowTotals.slice(0, LARGE);
    const segments = breakDown('segments', period, large, countries.read.cells.slice(0, LARGE), bySegment);
    return { countries, types, persons, segments };
  });

  for (let first = 0; first + 3 <= months; first += 3) {
    const period = `quarter ${first / 3}`;
    const parts = drawn.slice(first, first + 3);
    const of = all.filter(({ month }) => month >= first && month < first + 3);
    const byCountry = count(
      of,
      COUNTRIES,
      (r) => r.country,
      1,
      () => 0,
    );
    const uniform = uniformOf('quarter', period);
    const coupled = coupleToComponents(
      byCountry.map((row) => row.map((cell) => cell.length)),
      parts.map(({ countries }) => ({
        truth: countries.truth.map((row) => [sum(row)]),
        released: countries.table.rowTotals.map((total) => [total]),
      })),
      { uniform },
    );
    const rounded = controlledRounding(coupled, { uniform }).cells;
    const totals = read(tableOf('countries', period, rounded), byCountry, 'cells');
    totals.read.cells.forEach((row, r) => {
      addEqualCounts(
        linearSystem,
        row,
        parts.flatMap(({ countries }) => countries.read.cells[r] ?? []),
      );
    });
    const breakDownBy = (tableId: string, columns: number, by: By): TableVariables =>
      breakDown(
        tableId,
        period,
        totals.table.rowTotals,
        totals.read.cells,
        count(of, COUNTRIES, (r) => r.country, columns, by),
      ).read;
    const groups = breakDownBy('groups', 5, (r) => groupOf(r.type));
    const merged = breakDownBy('merged types', 9, (r) => mergedOf(r.type));
    const persons = breakDownBy('persons', 6, (r) => r.persons);
    const segments = breakDownBy('segments', SEGMENTS, (r) => r.segment);
    breakDownBy('methods', 15, (r) => r.method);
    breakDownBy('perpetrators', 12, (r) => r.perpetrator);
    // Equates counts of the same incidents in quarter and months.
    for (let r = 0; r < COUNTRIES; r++)
      for (let c = 0; c < 5; c++)
        addEqualCounts(
          linearSystem,
          groups.cells[r]?.slice(c, c + 1) ?? [],
          parts.map(({ countries }) => countries.read.cells[r]?.[c] ?? Number.NaN),
        );
    for (let c = 0; c < 9; c++) {
      const types = Array.from({ length: TYPES }, (_, type) => type).filter((type) => mergedOf(type) === c);
      const ofParts = parts.flatMap((part) => types.map((type) => part.types[type] ?? Number.NaN));
      addEqualCounts(linearSystem, columnOf(merged.cells, c), ofParts);
    }
    for (let c = 0; c < 6; c++)
      addEqualCounts(
        linearSystem,
        columnOf(persons.cells, c),
        parts.flatMap((part) => columnOf(part.persons.read.cells, c)),
      );
    for (let r = 0; r < LARGE; r++)
      for (let c = 0; c < MONTHLY_SEGMENTS; c++)
        addEqualCounts(
          linearSystem,
          (segments.cells[r] ?? []).filter((_, segment) => monthlySegment(segment) === c),
          parts.map((part) => part.segments.read.cells[r]?.[c] ?? Number.NaN),
        );
  }
  return {
    linearSystem,
    hidden,
    own: (organisation) =>
      new Map(
        owned.map((of, variable) => [variable, of.filter((r) => r.organisation === organisation).length]),
      ),
  };
}

const codes = (length: number): string[] =>
  Array.from({ length }, (_, code) => String.fromCharCode(97 + code));

/** Reports of a region, most of them in few countries, types and so on, as in reality. */
function drawReports(uniform: () => number, length: number, months: number): Report[] {
  const often = (codes: number): number => Math.floor(codes * uniform() ** 2);
  return Array.from({ length }, () => ({
    month: Math.floor(uniform() * months),
    country: often(COUNTRIES),
    type: Math.floor(TYPES * (uniform() + uniform()) * 0.5),
    persons: often(6),
    segment: often(SEGMENTS),
    method: often(15),
    perpetrator: often(12),
    organisation: often(ORGANISATIONS),
  }));
}
