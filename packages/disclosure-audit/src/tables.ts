import { type DrawnTable, type Given, truthsBehind } from '@waylight/disclosure-control';
import { type Puzzle, sumOf, type Unknown } from './puzzle.ts';

/** The true cells of a table as an attacker sees them: by row and column, none of them known. */
export type Attacked = {
  readonly table: DrawnTable;
  readonly cells: readonly (readonly Unknown[])[];
};

/** Which numbers of a table are less than the base from the truth: all, or those of its cells, which the margins add up. */
export type Bounded = 'cells-and-margins' | 'cells';

/** Adds a table that the attacker reads. */
export function readTable(puzzle: Puzzle, table: DrawnTable, bounded: Bounded): Attacked {
  const cells = table.cells.map((row) =>
    row.map((value) => {
      const cell = puzzle.unknown();
      if (value !== null) puzzle.fact(sumOf([cell]), truthsBehind(value, table.base));
      return cell;
    }),
  );
  if (bounded === 'cells-and-margins') {
    const read = (unknowns: readonly Unknown[], value: Given | undefined) => {
      if (value !== null && value !== undefined)
        puzzle.fact(sumOf(unknowns), truthsBehind(value, table.base));
    };
    cells.forEach((row, r) => {
      read(row, table.rowTotals[r]);
    });
    table.columnTotals.forEach((value, c) => {
      read(columnOf(cells, c), value);
    });
    read(cells.flat(), table.total);
  }
  return { table, cells };
}

/** Adds that sums of two tables are of the same incidents: rows of one and rows, or columns, of another, or their totals. */
export function sameCounts(puzzle: Puzzle, one: readonly Unknown[], other: readonly Unknown[]): void {
  puzzle.fact([...sumOf(one), ...sumOf(other, -1)], { least: 0, most: 0 });
}

/** Rows that two tables of the same period and readers have in common count the same incidents. */
export function sameRows(puzzle: Puzzle, one: Attacked, other: Attacked): void {
  one.table.rows.forEach((code, r) => {
    const at = other.table.rows.indexOf(code);
    if (at >= 0) sameCounts(puzzle, one.cells[r] ?? [], other.cells[at] ?? []);
  });
}

/**
 * Adds that a wider circle's table counts a part of what a narrower circle's counts, cell by cell. Whoever reads both
 * sees what was left to the narrower circle, too: it was rounded like any number.
 */
export function isPartOf(puzzle: Puzzle, part: Attacked, whole: Attacked): void {
  part.cells.forEach((row, r) => {
    row.forEach((cell, c) => {
      const all = whole.cells[r]?.[c];
      const left = (whole.table.cells[r]?.[c] ?? 0) - (part.table.cells[r]?.[c] ?? 0);
      if (all === undefined) throw new RangeError('A part must have the rows and columns of the whole');
      puzzle.fact([...sumOf([all]), ...sumOf([cell], -1)], truthsBehind(left, whole.table.base));
    });
  });
}

/**
 * Adds that a longer period's table counts what its parts count, cell by cell, and what came late or was taken back:
 * `corrections` at most, in either direction. 0 is the attacker who knows that there were none.
 */
export function isMadeOf(
  puzzle: Puzzle,
  longer: Attacked,
  parts: readonly Attacked[],
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
      puzzle.fact([...sumOf([cell]), ...sumOf(ofParts, -1)], { least: -corrections, most: corrections });
    });
  });
}

/**
 * Adds what an organisation knows exactly: its own reports in a cell. Gives the count of all others' there, which is what
 * it can learn about.
 */
export function others(puzzle: Puzzle, cell: Unknown, own: number): Unknown {
  const count = puzzle.unknown();
  puzzle.fact([...sumOf([cell]), ...sumOf([count], -1)], { least: own, most: own });
  return count;
}

export function columnOf(cells: readonly (readonly Unknown[])[], c: number): Unknown[] {
  return cells.map((row) => {
    const cell = row[c];
    if (cell === undefined) throw new RangeError('Every row of a table must have the same length');
    return cell;
  });
}
