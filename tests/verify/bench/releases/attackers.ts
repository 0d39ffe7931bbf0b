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
import { type PlannedTable, releasePeriodsWithin } from '@waylight/disclosure-control';
import type { CountedPeriod } from './counted-periods.ts';
import type { Reading, ReadPeriod, ReadTable } from './readings.ts';

/** What is left of the counts of 1 to 4 of a year, to who puts all its tables together and knows that nothing came late. */
export type Solved = {
  /** Counts of 1 to 4, those that are left one value, and those that are left fewer than five. */
  readonly small: number;
  readonly known: number;
  readonly pinned: number;
  /** Nothing fits: what was published does not leave what its method says. */
  readonly contradicts: boolean;
};

export function addSolved(all: readonly Solved[]): Solved {
  const total = (of: (one: Solved) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  return {
    small: total(({ small }) => small),
    known: total(({ known }) => known),
    pinned: total(({ pinned }) => pinned),
    contradicts: all.some(({ contradicts }) => contradicts),
  };
}

/** A table of a period as unknowns, one for each cell. */
type Unsolved = {
  readonly table: PlannedTable;
  readonly kind: CountedPeriod['kind'];
  readonly period: string;
  readonly cells: readonly { readonly variable: Variable; readonly codes: ReadonlyMap<string, string> }[];
};

/** Solves what a method gives the members of one year: `counted` are its periods, and `read` the same as they are read. */
export async function solveYear(
  counted: readonly CountedPeriod[],
  read: readonly ReadPeriod[],
): Promise<Solved> {
  const puzzle = createLinearSystem();
  const tables: Unsolved[] = [];
  const hidden: HiddenCount[] = [];
  counted.forEach((period, n) => {
    period.tables.forEach(({ audience, cells }, t) => {
      const seen = read[n]?.tables[t];
      if (seen === undefined) throw new RangeError('Every period and table is read');
      if (audience !== 'partners') return;
      const { unknowns, unsolved } = addTable(puzzle, seen, period);
      link(
        puzzle,
        unsolved,
        tables.filter((one) => isSplitBy(one, unsolved)),
      );
      link(
        puzzle,
        unsolved,
        tables.filter((one) => isPartOf(one, unsolved)),
      );
      tables.push(unsolved);
      cells.forEach((row, r) => {
        row.forEach((truth, c) => {
          const variable = unknowns[r]?.[c];
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
    const pinned = await findDeterminedCounts(puzzle, hidden);
    const known = pinned.filter(({ interval }) => interval.least === interval.most).length;
    return { small, known, pinned: pinned.length, contradicts: false };
  } catch (error) {
    if (error instanceof ContradictionError) return { small, known: 0, pinned: 0, contradicts: true };
    throw error;
  }
}

const isSplitBy = (one: Unsolved, by: Unsolved): boolean =>
  one.table.id === by.table.splits?.table && one.period === by.period;

const isPartOf = (one: Unsolved, longer: Unsolved): boolean =>
  one.table.id === longer.table.partsOf &&
  releasePeriodsWithin(one.kind, longer.kind, longer.period).includes(one.period);

function addTable(
  puzzle: LinearSystem,
  { table, rows, columns, cells, rowTotals, columnTotals, total, together }: ReadTable,
  { kind, period }: CountedPeriod,
) {
  const unknowns = cells.map((row) => row.map(({ least, most }) => puzzle.addVariable({ least, most })));
  const says = (of: readonly Variable[], { least, most }: Reading): void => {
    if (least > 0 || Number.isFinite(most)) puzzle.addConstraint(sumOf(of), { least, most });
  };
  rowTotals.forEach((reading, r) => {
    says(unknowns[r] ?? [], reading);
  });
  columnTotals.forEach((reading, c) => {
    says(
      unknowns.flatMap((row) => row[c] ?? []),
      reading,
    );
  });
  says(unknowns.flat(), total);
  together?.forEach((reading, c) => {
    says(
      unknowns.flatMap((row, r) => (cells[r]?.[c]?.reads === null ? (row[c] ?? []) : [])),
      reading,
    );
  });
  const unsolved: Unsolved = {
    ...{ table, kind, period },
    cells: unknowns.flatMap((row, r) =>
      row.map((variable, c) => ({ variable, codes: codesAt(table, rows[r] ?? '', columns[c] ?? '') })),
    ),
  };
  return { unknowns, unsolved };
}

/** What is known of a cell by its place; the type group, too, of a type. */
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

/** What a table counts, others count together: the table that it splits, or its shorter periods, by all that both tell apart. */
function link(puzzle: LinearSystem, one: Unsolved, others: readonly Unsolved[]): void {
  const [first] = others;
  if (first === undefined) return;
  const told = (of: Unsolved): string[] => [...(of.cells[0]?.codes.keys() ?? [])];
  const dimensions = told(one).filter((dimension) => told(first).includes(dimension));
  const terms = new Map<string, Constraint['terms'][number][]>();
  const add = (of: Unsolved, coefficient: number): void => {
    for (const { variable, codes } of of.cells) {
      const key = dimensions.map((dimension) => codes.get(dimension)).join('/');
      terms.set(key, [...(terms.get(key) ?? []), { variable, coefficient }]);
    }
  };
  add(one, 1);
  for (const other of others) add(other, -1);
  for (const of of terms.values()) puzzle.addConstraint(of, { least: 0, most: 0 });
}
