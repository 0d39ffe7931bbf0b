import { periodsWithin } from '@waylight/calendar';
import {
  type Constraint,
  ContradictionError,
  createLinearSystem,
  findDeterminedCounts,
  type HiddenCount,
  LEAST_OPEN_VALUES,
  type LinearSystem,
  sumOf,
  type Variable,
} from '@waylight/disclosure-audit';
import type { PlannedTable } from '@waylight/disclosure-control';
import type { CountedPeriod } from './counted-periods.ts';
import type { Reading, ReadPeriod, ReadTable } from './readings.ts';

/** Small counts (1 to 4) of a year that all its tables together disclose, to an attacker who knows that nothing was late. */
export type Solved = {
  /** Number of small counts, of those with one possible value left, and of those with fewer than five. */
  readonly small: number;
  readonly exact: number;
  readonly determined: number;
  /** No solution exists: the published numbers violate the bounds of their method. */
  readonly contradicts: boolean;
};

export function addSolved(all: readonly Solved[]): Solved {
  const total = (of: (one: Solved) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  return {
    small: total(({ small }) => small),
    exact: total(({ exact }) => exact),
    determined: total(({ determined }) => determined),
    contradicts: all.some(({ contradicts }) => contradicts),
  };
}

/** A table of a period as variables, one for each cell. */
type TableVariables = {
  readonly table: PlannedTable;
  readonly kind: CountedPeriod['kind'];
  readonly period: string;
  readonly cells: readonly { readonly variable: Variable; readonly codes: ReadonlyMap<string, string> }[];
};

/** Solves a method's tables of one year for the members: `counted` are the exact periods, `read` their readings. */
export async function solveYear(
  counted: readonly CountedPeriod[],
  read: readonly ReadPeriod[],
): Promise<Solved> {
  const linearSystem = createLinearSystem();
  const tables: TableVariables[] = [];
  const hidden: HiddenCount[] = [];
  counted.forEach((period, n) => {
    period.tables.forEach(({ audience, cells }, t) => {
      const seen = read[n]?.tables[t];
      if (seen === undefined) throw new RangeError('Every period and table must have a reading');
      if (audience !== 'partners') return;
      const { unknowns: variables, unsolved } = addTableVariables(linearSystem, seen, period);
      addLinkConstraints(
        linearSystem,
        unsolved,
        tables.filter((one) => isBreakdownOf(one, unsolved)),
      );
      addLinkConstraints(
        linearSystem,
        unsolved,
        tables.filter((one) => isComponentPeriodOf(one, unsolved)),
      );
      tables.push(unsolved);
      cells.forEach((row, r) => {
        row.forEach((truth, c) => {
          const variable = variables[r]?.[c];
          if (variable === undefined) return;
          hidden.push({
            variable,
            truth,
            name: `${seen.table.id} ${period.period} ${seen.rows[r]} ${seen.columns[c]}`,
          });
        });
      });
    });
  });
  const small = hidden.filter(({ truth }) => truth > 0 && truth < LEAST_OPEN_VALUES).length;
  try {
    const determined = await findDeterminedCounts(linearSystem, hidden);
    const exact = determined.filter(({ interval }) => interval.least === interval.most).length;
    return { small, exact, determined: determined.length, contradicts: false };
  } catch (error) {
    if (error instanceof ContradictionError) return { small, exact: 0, determined: 0, contradicts: true };
    throw error;
  }
}

const isBreakdownOf = (one: TableVariables, by: TableVariables): boolean =>
  one.table.id === by.table.splits?.table && one.period === by.period;

const isComponentPeriodOf = (one: TableVariables, longer: TableVariables): boolean =>
  one.table.id === longer.table.partsOf &&
  periodsWithin(one.kind, longer.kind, longer.period).includes(one.period);

function addTableVariables(
  linearSystem: LinearSystem,
  { table, rows, columns, cells, rowTotals, columnTotals, total, pooledRow }: ReadTable,
  { kind, period }: CountedPeriod,
) {
  const variables = cells.map((row) =>
    row.map(({ least, most }) => linearSystem.addVariable({ least, most })),
  );
  const addBounds = (of: readonly Variable[], { least, most }: Reading): void => {
    if (least > 0 || Number.isFinite(most)) linearSystem.addConstraint(sumOf(of), { least, most });
  };
  rowTotals.forEach((reading, r) => {
    addBounds(variables[r] ?? [], reading);
  });
  columnTotals.forEach((reading, c) => {
    addBounds(
      variables.flatMap((row) => row[c] ?? []),
      reading,
    );
  });
  addBounds(variables.flat(), total);
  pooledRow?.forEach((reading, c) => {
    addBounds(
      variables.flatMap((row, r) => (cells[r]?.[c]?.reads === null ? (row[c] ?? []) : [])),
      reading,
    );
  });
  const unsolved: TableVariables = {
    table,
    kind,
    period,
    cells: variables.flatMap((row, r) =>
      row.map((variable, c) => ({ variable, codes: codesAt(table, rows[r] ?? '', columns[c] ?? '') })),
    ),
  };
  return { unknowns: variables, unsolved };
}

/** Returns the codes of a cell, by its row and column; for a type also its type group. */
function codesAt({ rows, columns }: PlannedTable, row: string, column: string): Map<string, string> {
  const codes = new Map([
    [rows.dimension, row],
    [columns.dimension, column],
  ]);
  if ('within' in columns)
    for (const [group, { values, rest }] of Object.entries(columns.within))
      if (rest === column || values.includes(column)) codes.set(columns.of, group);
  return codes;
}

/** Equates the counts of a table with those of its top table or component periods, by their common dimensions. */
function addLinkConstraints(
  linearSystem: LinearSystem,
  one: TableVariables,
  others: readonly TableVariables[],
): void {
  const [first] = others;
  if (first === undefined) return;
  const dimensionNames = (of: TableVariables): string[] => [...(of.cells[0]?.codes.keys() ?? [])];
  const dimensions = dimensionNames(one).filter((dimension) => dimensionNames(first).includes(dimension));
  const terms = new Map<string, Constraint['terms'][number][]>();
  const add = (of: TableVariables, coefficient: number): void => {
    for (const { variable, codes } of of.cells) {
      const key = dimensions.map((dimension) => codes.get(dimension)).join('/');
      terms.set(key, [...(terms.get(key) ?? []), { variable, coefficient }]);
    }
  };
  add(one, 1);
  for (const other of others) add(other, -1);
  for (const of of terms.values()) linearSystem.addConstraint(of, { least: 0, most: 0 });
}
