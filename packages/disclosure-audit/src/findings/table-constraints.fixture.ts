import { type DrawnNumber, type DrawnTable, feasibilityInterval } from '@waylight/disclosure-control';
import { type LinearSystem, sumOf, type Variable } from '../system/linear-system.ts';

/** Variables for the true counts of a table, by row and column. The attacker does not know these counts. */
export type TableVariables = {
  readonly table: DrawnTable;
  readonly cells: readonly (readonly Variable[])[];
};

/**
 * Released numbers that differ from the true ones by less than the rounding base: all numbers, or only the cells.
 * In the second case, margins are sums of released cells.
 */
export type BoundedNumbers = 'cells-and-margins' | 'cells';

export function addTable(
  linearSystem: LinearSystem,
  table: DrawnTable,
  bounded: BoundedNumbers,
): TableVariables {
  const cells = table.cells.map((row) =>
    row.map((value) => {
      const cell = linearSystem.addVariable();
      if (value !== null)
        linearSystem.addConstraint(sumOf([cell]), feasibilityInterval(value, table.roundingBase));
      return cell;
    }),
  );
  if (bounded === 'cells-and-margins') {
    const addConstraintFor = (variables: readonly Variable[], value: DrawnNumber | undefined) => {
      if (value !== null && value !== undefined)
        linearSystem.addConstraint(sumOf(variables), feasibilityInterval(value, table.roundingBase));
    };
    cells.forEach((row, r) => {
      addConstraintFor(row, table.rowTotals[r]);
    });
    table.columnTotals.forEach((value, c) => {
      addConstraintFor(columnOf(cells, c), value);
    });
    addConstraintFor(cells.flat(), table.total);
  }
  return { table, cells };
}

/** Equates two sums of the same incidents, such as rows, columns or totals of two tables. */
export function addEqualCounts(
  linearSystem: LinearSystem,
  first: readonly Variable[],
  second: readonly Variable[],
): void {
  linearSystem.addConstraint([...sumOf(first), ...sumOf(second, -1)], { least: 0, most: 0 });
}

/** Equates the common rows of two tables of one period and audience. */
export function addEqualRows(
  linearSystem: LinearSystem,
  first: TableVariables,
  second: TableVariables,
): void {
  first.table.rows.forEach((code, r) => {
    const at = second.table.rows.indexOf(code);
    if (at >= 0) addEqualCounts(linearSystem, first.cells[r] ?? [], second.cells[at] ?? []);
  });
}

/**
 * Relates a wider audience's cells to the narrower audience's cells. The difference of two released cells is
 * within one rounding base of the true difference.
 */
export function addWiderAudience(
  linearSystem: LinearSystem,
  part: TableVariables,
  whole: TableVariables,
): void {
  part.cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      const wholeCell = whole.cells[r]?.[c];
      const difference = (whole.table.cells[r]?.[c] ?? 0) - (part.table.cells[r]?.[c] ?? 0);
      if (wholeCell === undefined) throw new RangeError('A part must have the rows and columns of the whole');
      linearSystem.addConstraint(
        [...sumOf([wholeCell]), ...sumOf([cell], -1)],
        feasibilityInterval(difference, whole.table.roundingBase),
      );
    });
  });
}

/**
 * Relates a longer period's cells to the sums of its component periods, plus or minus at most `corrections`
 * late reports and retractions. With 0, the attacker knows that there were none.
 */
export function addComponentPeriods(
  linearSystem: LinearSystem,
  longer: TableVariables,
  parts: readonly TableVariables[],
  corrections: number,
): void {
  longer.cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      const ofParts = parts.map(({ cells }) => {
        const part = cells[r]?.[c];
        if (part === undefined)
          throw new RangeError('A part must have the rows and columns of the longer period');
        return part;
      });
      linearSystem.addConstraint([...sumOf([cell]), ...sumOf(ofParts, -1)], {
        least: -corrections,
        most: corrections,
      });
    });
  });
}

/**
 * Adds a variable for other organisations' reports in a cell, and returns it. `own` is the attacker's count
 * there, which it knows.
 */
export function addOthersCount(linearSystem: LinearSystem, cell: Variable, own: number): Variable {
  const count = linearSystem.addVariable();
  linearSystem.addConstraint([...sumOf([cell]), ...sumOf([count], -1)], { least: own, most: own });
  return count;
}

export function columnOf(cells: readonly (readonly Variable[])[], c: number): Variable[] {
  return cells.map((row) => {
    const cell = row[c];
    if (cell === undefined) throw new RangeError('Every row of a table must have the same length');
    return cell;
  });
}
